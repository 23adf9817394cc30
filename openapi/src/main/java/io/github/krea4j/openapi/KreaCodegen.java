package io.github.krea4j.openapi;

import com.samskivert.mustache.Mustache;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openapitools.codegen.CodegenConfig;
import org.openapitools.codegen.CodegenConstants;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.OperationsMap;

/**
 * The generator that openapi-generator runs. It lets the rules of this package decide every name
 * and type, hands openapi-generator a document in which only those are left, and prints them
 * through templates that decide nothing.
 *
 * <p>Options, as additional properties: {@code surfaceFile}, the text file of given names, by
 * default {@code generated-surface.txt} beside the document; {@code releaseVersion} and {@code
 * releaseDate}, for which it is generated; {@code krea.spec.strict}, also as a system property,
 * which makes an error of every construct that cannot be expressed.
 */
public class KreaCodegen extends DefaultCodegen implements CodegenConfig {
  private static final String VIEW = "x-krea4j-view";
  private static final String SURFACE = "generated-surface.txt";
  private static final String STRICT = "krea.spec.strict";
  private static final String VERSION = "releaseVersion";
  private static final String DATE = "releaseDate";
  private static final String CATALOG_FOLDER =
      "src/main/resources/io/github/krea4j/internal/document";

  private final Map<String, ApiView> apis = new HashMap<>();

  /** Creates the generator with its defaults; openapi-generator sets the rest. */
  public KreaCodegen() {
    outputFolder = "generated-sources";
    embeddedTemplateDir = templateDir = "krea-templates";
    modelTemplateFiles.put("model.mustache", ".java");
    apiTemplateFiles.put("api.mustache", ".java");
    supportingFiles.add(new SupportingFile("catalog.mustache", CATALOG_FOLDER, "catalog.jsonl"));
    supportingFiles.add(new SupportingFile("surface.mustache", "", SURFACE));
    supportingFiles.add(new SupportingFile("models.mustache", "", "MODELS.md"));
  }

  @Override
  public CodegenType getTag() {
    return CodegenType.CLIENT;
  }

  @Override
  public String getName() {
    return "krea4j";
  }

  @Override
  public String getHelp() {
    return "Generates the Retrofit interfaces and models of krea4j.";
  }

  @Override
  public boolean getUseOpenapiNormalizer() {
    return false;
  }

  @Override
  public boolean getUseInlineModelResolver() {
    return false;
  }

  @Override
  public void processOpts() {
    super.processOpts();
    String folder = "src/main/java/" + modelPackage().replace('.', '/');
    supportingFiles.add(new SupportingFile("modelPackage.mustache", folder, "package-info.java"));
  }

  /** Replaces the document by one with nothing but the files to print. */
  @Override
  public void preprocessOpenAPI(OpenAPI openAPI) {
    SpecWarnings warnings = new SpecWarnings();
    Path document = Path.of(getInputSpec());
    ClientModel model =
        ClientModel.of(
            DocumentLoader.load(document),
            Surface.read(surfaceFile(document)),
            release(),
            warnings);
    if (isStrict()) {
      warnings.failIfAny();
    }
    openAPI.setTags(null);
    openAPI.setPaths(operations(model));
    openAPI.setComponents(types(model));
    additionalProperties.put("krea4j-catalog", Catalog.of(model));
    additionalProperties.put("krea4j-surface", SurfaceText.of(model));
    additionalProperties.put("krea4j-models", ModelTable.markdown(model));
    additionalProperties.put("krea4j-model-table", ModelTable.javadoc(model));
    super.preprocessOpenAPI(openAPI);
  }

  private Path surfaceFile(Path document) {
    Object option = additionalProperties.get("surfaceFile");
    return option == null
        ? document.toAbsolutePath().resolveSibling(SURFACE)
        : Path.of(option.toString());
  }

  private Release release() {
    return Release.of(option(VERSION, "0"), option(DATE, LocalDate.EPOCH.toString()));
  }

  private String option(String name, String otherwise) {
    return additionalProperties.getOrDefault(name, otherwise).toString();
  }

  private boolean isStrict() {
    Object option = additionalProperties.getOrDefault(STRICT, System.getProperty(STRICT));
    return option != null && !option.toString().equals("false");
  }

  /** One operation for each interface is enough to have it printed: its view holds all methods. */
  private Paths operations(ClientModel model) {
    Paths paths = new Paths();
    for (ApiInterface api : model.interfaces()) {
      print(ApiView.of(api, modelPackage), paths);
    }
    new GenericGeneration(model.interfaces())
        .view(modelPackage)
        .ifPresent(view -> print(view, paths));
    return paths;
  }

  private void print(ApiView api, Paths paths) {
    apis.put(api.name(), api);
    Operation operation =
        new Operation().operationId(api.name()).tags(List.of(api.name())).responses(noAnswers());
    paths.addPathItem("/" + api.name(), new PathItem().get(operation));
  }

  private static ApiResponses noAnswers() {
    return new ApiResponses().addApiResponse("200", new ApiResponse().description(""));
  }

  private Components types(ClientModel model) {
    Components components = new Components();
    for (RequestType type : model.requests()) {
      RequestView view = model.view(type, jsonPackage());
      components.addSchemas(type.name(), schema("request", view));
    }
    for (ResponseType type : model.responses()) {
      ResponseView view = ResponseView.of(type, jsonPackage());
      components.addSchemas(type.name(), schema("response", view));
    }
    return components;
  }

  /** A schema that openapi-generator prints although it has no properties of its own. */
  private static ObjectSchema schema(String kind, Object view) {
    ObjectSchema schema = new ObjectSchema();
    schema.addExtension("x-is-free-form", false);
    schema.addExtension(VIEW, Map.of(kind, view));
    return schema;
  }

  private String jsonPackage() {
    return String.valueOf(additionalProperties.get(CodegenConstants.INVOKER_PACKAGE));
  }

  @Override
  public OperationsMap postProcessOperationsWithModels(
      OperationsMap operations, List<ModelMap> allModels) {
    String name = operations.getOperations().getClassname();
    operations.put("krea4j-api", apis.get(name));
    return operations;
  }

  @Override
  public Mustache.Compiler processCompiler(Mustache.Compiler compiler) {
    return compiler.emptyStringIsFalse(true);
  }

  @Override
  public String apiFileFolder() {
    return folder(apiPackage());
  }

  @Override
  public String modelFileFolder() {
    return folder(modelPackage());
  }

  private String folder(String packageName) {
    return outputFolder + "/src/main/java/" + packageName.replace('.', '/');
  }

  /** Asked for every type, printed for none. */
  @Override
  @SuppressWarnings("rawtypes")
  public String getSchemaType(Schema schema) {
    return "Object";
  }

  /** Changes nothing: all that is printed was escaped where it was worded. */
  @Override
  public String escapeUnsafeCharacters(String text) {
    return text;
  }

  /** Changes nothing, for the same reason. */
  @Override
  public String escapeQuotationMark(String text) {
    return text;
  }

  @Override
  public String toModelName(String name) {
    return name;
  }

  @Override
  public String toModelFilename(String name) {
    return name;
  }

  @Override
  public String toApiName(String name) {
    return name;
  }

  @Override
  public String toApiFilename(String name) {
    return name;
  }

  @Override
  public String sanitizeTag(String tag) {
    return tag;
  }

  /** Says nothing: openapi-generator's own text asks for donations in every build. */
  @Override
  public void postProcess() {}
}
