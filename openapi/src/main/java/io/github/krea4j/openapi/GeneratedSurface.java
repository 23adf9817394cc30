package io.github.krea4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.krea4j.openapi.ApiInterface.Method;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client generated from a document offers to programs, each class and member spelled as they
 * refer to it: what one such set holds and a later one lacks breaks programs.
 *
 * @param text the surface file
 * @param members for example {@code Flux1DevRequest.width(Number)} and {@code AssetsApi}
 * @param warnings what cannot be expressed of the document
 * @param remarks what the catalog leaves out of it
 * @param day against which dates in the document were judged
 */
public record GeneratedSurface(
    String text,
    SortedSet<String> members,
    List<String> warnings,
    List<String> remarks,
    LocalDate day) {

  /**
   * Applies the rules to a document.
   *
   * @param surface the file that lists what is given already; it need not exist
   * @param day against which dates in the document are judged
   */
  public static GeneratedSurface of(JsonNode document, Path surface, LocalDate day) {
    return of(document, Surface.read(surface), day);
  }

  /** Applies the rules to the document that comes after this one. */
  public GeneratedSurface next(JsonNode document) {
    return of(document, Surface.parse(text), day);
  }

  private static GeneratedSurface of(JsonNode document, Surface surface, LocalDate day) {
    SpecWarnings warnings = new SpecWarnings();
    // the version stands in comments only
    ClientModel model = ClientModel.of(document, surface, new Release("next", day), warnings);
    SortedSet<String> members = new TreeSet<>();
    model.interfaces().forEach(api -> add(api, members));
    model.requests().forEach(type -> add(type, model, members));
    model.responses().forEach(type -> add(ResponseView.of(type, ""), "", members));
    return new GeneratedSurface(
        SurfaceText.of(model), members, warnings.messages(), warnings.remarks(), day);
  }

  /** The members that the other one lacks. */
  public List<String> missingIn(GeneratedSurface later) {
    List<String> missing = new ArrayList<>(members);
    missing.removeAll(later.members);
    return missing;
  }

  private static void add(ApiInterface api, Collection<String> members) {
    members.add(api.name());
    for (Method method : api.methods()) {
      List<ApiInterface.Argument> arguments = method.arguments();
      for (int i = 0; i <= arguments.size(); i++) {
        if (i == arguments.size() || arguments.get(i).added()) {
          String parameters =
              arguments.subList(0, i).stream()
                  .map(ApiInterface.Argument::type)
                  .collect(Collectors.joining(", "));
          members.add(
              "Call<%s> %s.%s(%s)"
                  .formatted(method.answer(), api.name(), method.name(), parameters));
        }
      }
    }
  }

  private static void add(RequestType type, ClientModel model, Collection<String> members) {
    members.add(type.name());
    for (RequestView.Setter setter : model.view(type, "").setters()) {
      members.add("%s.%s(%s)".formatted(type.name(), setter.name(), setter.parameterType()));
      setter
          .getter()
          .forEach(
              each -> members.add("%s %s.%s()".formatted(each.type(), type.name(), each.name())));
    }
    type.enums().forEach(each -> members.addAll(constants(type.name(), each).toList()));
  }

  private static void add(ResponseView type, String owner, Collection<String> members) {
    String name = owner + type.name();
    members.add(name);
    for (ResponseView.Accessor accessor : type.accessors()) {
      members.add("%s %s.%s()".formatted(accessor.type(), name, accessor.name()));
    }
    for (EnumView each : type.enums()) {
      each.constants()
          .forEach(constant -> members.add(name + "." + each.name() + "." + constant.name()));
    }
    type.nested().forEach(each -> add(each, name + ".", members));
  }

  private static Stream<String> constants(String owner, EnumType type) {
    return type.constants().stream()
        .map(each -> "%s.%s.%s = %s".formatted(owner, type.name(), each.name(), each.value()));
  }
}
