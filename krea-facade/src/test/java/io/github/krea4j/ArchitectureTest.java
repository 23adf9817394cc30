package io.github.krea4j;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.krea4j.model.GenerationRequest;

/** The directions in which the layers may know each other. */
@AnalyzeClasses(packages = "io.github.krea4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theFacadeNamesNoModel =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.github.krea4j",
              "io.github.krea4j.errors",
              "io.github.krea4j.internal.http",
              "io.github.krea4j.internal.generate",
              "io.github.krea4j.internal.jobs",
              "io.github.krea4j.internal.lists",
              "io.github.krea4j.internal.media",
              "io.github.krea4j.internal.catalog")
          .should()
          .dependOnClassesThat(
              describe(
                  "are requests of one generation model",
                  (JavaClass type) ->
                      type.isAssignableTo(GenerationRequest.class)
                          && !type.isEquivalentTo(GenerationRequest.class)));

  @ArchTest
  static final ArchRule theGeneratedClientDoesNotKnowTheFacade =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.github.krea4j.api..",
              "io.github.krea4j.model..",
              "io.github.krea4j.internal.json..",
              "io.github.krea4j.internal.document..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.krea4j",
              "io.github.krea4j.errors..",
              "io.github.krea4j.internal.http..",
              "io.github.krea4j.internal.generate..",
              "io.github.krea4j.internal.jobs..",
              "io.github.krea4j.internal.lists..",
              "io.github.krea4j.internal.media..",
              "io.github.krea4j.internal.catalog..");

  @ArchTest
  static final ArchRule theTransportDoesNotKnowWhatItCarries =
      noClasses()
          .that()
          .resideInAPackage("io.github.krea4j.internal.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.krea4j",
              "io.github.krea4j.internal.generate",
              "io.github.krea4j.internal.jobs",
              "io.github.krea4j.internal.lists",
              "io.github.krea4j.internal.media",
              "io.github.krea4j.internal.catalog");

  @ArchTest
  static final ArchRule theFeaturesKnowEachOtherInOneDirection =
      slices().matching("io.github.krea4j.internal.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRootShowsWhatUsersSeeAndNothingElse =
      classes()
          .that()
          .resideInAPackage("io.github.krea4j")
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .bePublic();

  @ArchTest
  static final ArchRule nothingPublicShowsAnInternalType =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.github.krea4j")
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .notHaveRawReturnType(
              describe(
                  "internal", (JavaClass type) -> type.getPackageName().contains(".internal.")));
}
