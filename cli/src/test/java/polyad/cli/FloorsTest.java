package polyad.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house has floors, and nobody reaches upwards or sideways. */
class FloorsTest {
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("tensor"),
          List.of("algebra", "data"),
          List.of("nn", "catalog"),
          List.of(
              "retrieval",
              "embedding",
              "text",
              "language",
              "vision",
              "series",
              "completion",
              "geometry",
              "physics",
              "symbols",
              "video",
              "theory"),
          List.of("conformance", "bench", "serve", "studio", "spark", "langchain4j"),
          List.of("cli"));

  /** A method whose paper builds on another, or that trains its networks: user, used. */
  private static final Map<String, Set<String>> BUILDS_ON =
      Map.of(
          "geometry.tensorproducts",
          Set.of("geometry.gaunt"),
          "embedding.relative",
          Set.of("embedding.words"),
          "vision.align",
          Set.of("vision.clip"));

  private static final Map<String, Integer> FLOOR = floors();

  /** Rooms on the fourth floor whose packages are methods. */
  private static final Set<String> METHOD_ROOMS =
      FLOORS.get(3).stream()
          .filter(room -> !room.equals("retrieval"))
          .collect(Collectors.toUnmodifiableSet());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("polyad");

  private static Map<String, Integer> floors() {
    Map<String, Integer> floors = new HashMap<>();
    for (int i = 0; i < FLOORS.size(); i++) {
      for (String room : FLOORS.get(i)) {
        floors.put(room, i + 1);
      }
    }
    return Map.copyOf(floors);
  }

  /** The second part of the package's name, or empty outside Polyad. */
  private static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 1 && parts[0].equals("polyad") ? parts[1] : "";
  }

  /** The third part of the name of a method's package, or empty. */
  private static String method(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 && METHOD_ROOMS.contains(room(type)) ? parts[2] : "";
  }

  private static boolean mayUse(JavaClass user, JavaClass used) {
    String from = room(user);
    String to = room(used);
    if (to.isEmpty() || from.equals(to)) {
      return true;
    }
    boolean methodUsesIndex = METHOD_ROOMS.contains(from) && to.equals("retrieval");
    // A method of images and captions needs a text encoder, and BERT shall exist once.
    boolean imagesMeetTexts = from.equals("vision") && used.getPackageName().equals("polyad.text");
    return methodUsesIndex
        || imagesMeetTexts
        || FLOOR.getOrDefault(from, 0) > FLOOR.getOrDefault(to, 99);
  }

  private static ArchCondition<JavaClass> dependOnlyDownwards() {
    return new ArchCondition<>("depend on floors below only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> !mayUse(type, dependency.getTargetClass()))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> leaveOtherMethodsAlone() {
    return new ArchCondition<>("not depend on another method") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(
                dependency -> {
                  JavaClass used = dependency.getTargetClass();
                  String other = method(used);
                  boolean foreign = !other.equals(method(type)) || !room(used).equals(room(type));
                  boolean built =
                      BUILDS_ON
                          .getOrDefault(room(type) + "." + method(type), Set.of())
                          .contains(room(used) + "." + other);
                  return !other.isEmpty() && foreign && !built;
                })
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }

  private static DescribedPredicate<JavaClass> isMethod() {
    return DescribedPredicate.describe("are of a method", type -> !method(type).isEmpty());
  }

  @Test
  void everyPackageHasARoom() {
    Set<String> unknown =
        CLASSES.stream()
            .map(FloorsTest::room)
            .filter(room -> !FLOOR.containsKey(room))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), unknown);
    assertTrue(CLASSES.size() > 100, "the import found the modules");
  }

  @Test
  void nobodyReachesUpOrSideways() {
    ArchRuleDefinition.classes().should(dependOnlyDownwards()).check(CLASSES);
  }

  @Test
  void methodsDoNotKnowEachOther() {
    ArchRuleDefinition.classes()
        .that(isMethod())
        .should(leaveOtherMethodsAlone())
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheEngineKnowsTheNativeLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("polyad.tensor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void theRuleBites() {
    ArchRule nothing =
        ArchRuleDefinition.classes()
            .should(
                new ArchCondition<>("be used by the floor above only") {
                  @Override
                  public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !mayUse(dependency.getTargetClass(), type))
                        .forEach(
                            dependency ->
                                events.add(
                                    SimpleConditionEvent.violated(
                                        type, dependency.getDescription())));
                  }
                });
    assertThrows(AssertionError.class, () -> nothing.check(CLASSES));
  }
}
