package io.github.krea4j.openapi;

/**
 * How an accessor of a response reads its member.
 *
 * @param source the inherited reader, as Java source
 * @param meaning what is returned, for the doc comment
 */
record ResponseReader(String source, String meaning) {
  private static final String LIST = "List<";
  private static final String MAP = "Map<String, ";

  /**
   * Returns the reader of a member.
   *
   * @param owner the response with the member
   * @param type the member's Java type
   */
  static ResponseReader of(ResponseType owner, String type) {
    if (type.startsWith(LIST)) {
      return new ResponseReader(
          "list(" + of(owner, inside(type, LIST)).source + ")",
          "the list, unmodifiable; items of another type are left out");
    }
    if (type.startsWith(MAP)) {
      return new ResponseReader(
          "map(" + of(owner, inside(type, MAP)).source + ")",
          "the entries, unmodifiable; those of another type are left out");
    }
    return switch (type) {
      case "String" -> new ResponseReader("TEXT", "the text");
      case "URI" -> new ResponseReader("URL", "the URL");
      case "Instant" -> new ResponseReader("TIME", "the time");
      case "Number" ->
          new ResponseReader("NUMBER", "the number, as a {@link Long} wherever it is a whole one");
      case "Long" -> new ResponseReader("WHOLE", "the number");
      case "Boolean" -> new ResponseReader("FLAG", "whether it is so");
      case "JsonElement" -> new ResponseReader("JSON", "the value, as a copy");
      default ->
          owner.isEnum(type)
              ? new ResponseReader(
                  "constant(" + type + ".class)",
                  "the constant, UNKNOWN for a value that is newer than this library and stays"
                      + " in {@link #raw()}")
              : new ResponseReader("object(" + type + "::new)", "the object");
    };
  }

  private static String inside(String type, String container) {
    return type.substring(container.length(), type.length() - 1);
  }
}
