package io.github.krea4j.openapi;

import java.util.Collection;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Which names generated code may use, and what takes their place when it may not. */
final class JavaNames {
  /**
   * Types that generated sources refer to by their simple names, those of {@code java.lang} that
   * they use, and the hand-written types of the model package: a generated type of such a name
   * would hide them or clash with them.
   */
  static final Set<String> RESERVED_TYPES =
      Set.of(
          "Boolean",
          "Deprecated",
          "Enum",
          "Long",
          "Number",
          "Object",
          "Override",
          "String",
          "Void",
          "Collection",
          "Instant",
          "IllegalStateException",
          "Iterable",
          "List",
          "Map",
          "Optional",
          "URI",
          "JsonAdapter",
          "JsonElement",
          "JsonObject",
          "Nullable",
          "MultipartBody",
          "RequestBody",
          "ResponseBody",
          "Call",
          "Body",
          "DELETE",
          "Field",
          "FormUrlEncoded",
          "GET",
          "HEAD",
          "HTTP",
          "Header",
          "Multipart",
          "OPTIONS",
          "PATCH",
          "POST",
          "PUT",
          "Part",
          "Path",
          "Query",
          "ResponseAdapterFactory",
          "RequestAdapterFactory",
          "WireEnumAdapterFactory",
          "GenerationRequest",
          "Job",
          "JobError",
          "JobErrors",
          "JobOutput",
          "JobOutputs",
          "JobStatus",
          "RequestModel",
          "ResponseModel",
          "Uris",
          "WireEnum");

  /** Methods that every request has already; a field of that name gets another accessor. */
  private static final Set<String> REQUEST_METHODS =
      Set.of(
          "put",
          "clear",
          "raw",
          "copy",
          "toJson",
          "missingFields",
          "modelId",
          "set",
          "read",
          "list",
          "getClass",
          "hashCode",
          "toString",
          "equals",
          "notify",
          "notifyAll",
          "wait",
          "clone",
          "finalize");

  /** Methods that every response has already. */
  private static final Set<String> RESPONSE_METHODS =
      Set.of(
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait",
          "raw");

  private JavaNames() {}

  static String requestAccessor(String field) {
    return member(field, REQUEST_METHODS);
  }

  static String responseAccessor(String field) {
    return member(field, RESPONSE_METHODS);
  }

  static String parameter(String name) {
    return member(name, Set.of());
  }

  /** Whether a name can be that of a method or class. */
  static boolean isUsable(String name) {
    return SourceVersion.isName(name) && !name.equals("_");
  }

  /** The wished name, or that name with the first number that makes it new. */
  static String unique(String wish, Collection<String> taken) {
    String name = wish;
    for (int i = 2; taken.contains(name); i++) {
      name = wish + i;
    }
    return name;
  }

  private static String member(String field, Set<String> reserved) {
    String name = Words.camel(field);
    if (name.isEmpty()) {
      return "field";
    }
    if (Character.isDigit(name.charAt(0))) {
      return "_" + name;
    }
    return reserved.contains(name) || !isUsable(name) ? name + "_" : name;
  }
}
