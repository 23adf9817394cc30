package io.github.krea4j.openapi;

import io.github.krea4j.openapi.EnumType.Constant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the surface file that lists the answers' accessors. One that is listed keeps its
 * name, whether it returns an {@code Optional}, and its type as far as that can hold what the
 * document now describes.
 *
 * @param types the accessors by wire name, by the name of the class: {@code Style.Owner}
 */
record ResponseSurface(Map<String, Map<String, Listed>> types) {

  /**
   * A known accessor.
   *
   * @param type the Java type of the value
   * @param promised whether it is returned plain, and not as an {@code Optional}
   * @param constants those of its enum; empty if it is none that was generated
   */
  record Listed(String accessor, String type, boolean promised, List<Constant> constants) {
    Listed {
      constants = List.copyOf(constants);
    }

    /** The type without its containers. */
    String innermost() {
      return ResponseSurface.innermost(type);
    }
  }

  private static final String HEAD = "response ";
  private static final String PROMISED = " required";
  private static final Pattern FIELD =
      Pattern.compile("  (.+?): (\\w+)\\(\\) (\\S+?)(?: \\{(.*)})?( required)?");

  /** Reads the accessors out of a whole surface file; lines of other parts are passed over. */
  static ResponseSurface parse(String text) {
    Map<String, Map<String, Listed>> types = new TreeMap<>();
    Map<String, Listed> fields = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher field = FIELD.matcher(line);
      if (line.startsWith(HEAD)) {
        fields = new LinkedHashMap<>();
        types.put(line.substring(HEAD.length()), fields);
      } else if (!line.startsWith(" ")) {
        fields = new LinkedHashMap<>();
      } else if (field.matches()) {
        fields.put(field.group(1), listed(field));
      }
    }
    return new ResponseSurface(types);
  }

  private static Listed listed(Matcher field) {
    return new Listed(
        field.group(2),
        field.group(3).replace("Map<", "Map<String, "),
        field.group(5) != null,
        field.group(4) == null ? List.of() : Surface.constants(field.group(4)));
  }

  /** The known accessors of a class, by wire name. */
  Map<String, Listed> fields(String type) {
    return Collections.unmodifiableMap(types.getOrDefault(type, Map.of()));
  }

  /** Whether a class of that name is nested in another one. */
  boolean hasNested(String name) {
    return types.keySet().stream().anyMatch(path -> path.endsWith("." + name));
  }

  /** Writes a class and those nested in it. */
  static String text(ResponseType type) {
    return text("", type);
  }

  private static String text(String owner, ResponseType type) {
    StringBuilder block = new StringBuilder(HEAD);
    block.append(owner).append(type.name()).append('\n');
    for (ResponseType.Field field : type.fields()) {
      block.append("  ").append(field.wireName()).append(": ");
      block.append(field.accessor()).append("() ").append(compact(field.type()));
      block.append(constants(type, field)).append(field.promised() ? PROMISED : "").append('\n');
    }
    type.nested().forEach(each -> block.append(text(owner + type.name() + ".", each)));
    return block.toString();
  }

  private static String constants(ResponseType type, ResponseType.Field field) {
    return type.enums().stream()
        .filter(each -> each.name().equals(innermost(field.type())))
        .map(SurfaceText::constants)
        .findFirst()
        .orElse("");
  }

  /** A type as it is listed, without blanks. */
  private static String compact(String javaType) {
    return javaType.replace("Map<String, ", "Map<");
  }

  /** {@code Owner} for {@code Map<String, List<Owner>>}. */
  static String innermost(String javaType) {
    return Surface.innermost(compact(javaType));
  }
}
