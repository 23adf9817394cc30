package io.github.krea4j.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gives every operation its method name.
 *
 * <p>An operation that the surface knows keeps its name. A new one takes the shortest name that it
 * need not share with another new one and that nobody has or had; operations that want the same
 * name all take their next longer one, so that their order in the document decides nothing.
 */
final class OperationNames {
  private final GenerationEndpoints generation;
  private final Surface surface;

  OperationNames(GenerationEndpoints generation, Surface surface) {
    this.generation = generation;
    this.surface = surface;
  }

  /** The operations in their order, with their names. */
  List<NamedOperation> assign(Collection<Operation> operations) {
    Map<String, String> names = new TreeMap<>();
    Set<String> used = new TreeSet<>();
    surface.all().values().forEach(entry -> used.add(Words.key(entry.method())));
    List<Operation> fresh = new ArrayList<>();
    for (Operation operation : operations) {
      surface
          .find(operation)
          .ifPresentOrElse(
              entry -> names.put(operation.key(), entry.method()), () -> fresh.add(operation));
    }
    for (int length = 0; length < longest(fresh); length++) {
      settle(fresh, length, names, used);
    }
    number(fresh, names, used);
    return operations.stream()
        .map(operation -> new NamedOperation(operation, names.getOrDefault(operation.key(), "")))
        .toList();
  }

  /** Names those of the operations whose wish of this length is undisputed and free. */
  private void settle(
      List<Operation> fresh, int length, Map<String, String> names, Set<String> used) {
    Map<String, List<Operation>> wishes =
        fresh.stream()
            .collect(
                Collectors.groupingBy(
                    operation -> Words.key(wish(operation, length)),
                    TreeMap::new,
                    Collectors.toList()));
    wishes.forEach(
        (key, claimants) -> {
          Operation first = claimants.get(0);
          if (claimants.size() == 1 && !used.contains(key) && usable(wish(first, length))) {
            names.put(first.key(), wish(first, length));
          }
        });
    fresh.removeIf(operation -> names.containsKey(operation.key()));
    names.values().forEach(name -> used.add(Words.key(name)));
  }

  /** Paths that differ in punctuation only have no longer name left: they are counted, by path. */
  private void number(List<Operation> fresh, Map<String, String> names, Set<String> used) {
    for (Operation operation : fresh) {
      List<String> wishes = wishes(operation);
      String last = wishes.get(wishes.size() - 1);
      String name = JavaNames.isUsable(last) ? last : "operation" + Words.pascal(last);
      while (!used.add(Words.key(name))) {
        name = name + "_2";
      }
      names.put(operation.key(), name);
    }
  }

  private int longest(List<Operation> operations) {
    return operations.stream().mapToInt(operation -> wishes(operation).size()).max().orElse(0);
  }

  private static boolean usable(String name) {
    return JavaNames.isUsable(name)
        && !JavaNames.RESERVED_TYPES.contains(Words.pascal(name) + "Request");
  }

  /** The operation's wish of a length, or its longest one. */
  private String wish(Operation operation, int length) {
    List<String> wishes = wishes(operation);
    return wishes.get(Math.min(length, wishes.size() - 1));
  }

  private List<String> wishes(Operation operation) {
    return generation.contains(operation) ? generationNames(operation) : resourceNames(operation);
  }

  /** The model's own segment, then with its vendor in front, then with its category, and so on. */
  private static List<String> generationNames(Operation operation) {
    List<String> segments = operation.segments();
    List<String> names = new ArrayList<>();
    String name = "";
    for (int i = segments.size() - 1; i >= 0; i--) {
      name = name.isEmpty() ? segments.get(i) : segments.get(i) + "-" + name;
      names.add(Words.camel(name));
    }
    return names;
  }

  private static List<String> resourceNames(Operation operation) {
    String path =
        operation.segments().stream()
            .map(segment -> Operation.isPlaceholder(segment) ? "by-" + segment : segment)
            .collect(Collectors.joining("-"));
    String withoutPlaceholders =
        operation.segments().stream()
            .filter(segment -> !Operation.isPlaceholder(segment))
            .collect(Collectors.joining("-"));
    String verb = operation.method().toLowerCase(Locale.ROOT);
    Set<String> names = new LinkedHashSet<>();
    names.add(ResourceVerbs.name(operation));
    names.add(Words.camel(verb + "-" + withoutPlaceholders));
    names.add(Words.camel(verb + "-" + path));
    return List.copyOf(names);
  }
}
