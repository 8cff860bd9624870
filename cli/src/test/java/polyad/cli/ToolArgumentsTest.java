package polyad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import polyad.catalog.UsageException;

class ToolArgumentsTest {
  @Test
  void takesSwitchesValuesAndFiles() {
    ToolArguments parsed =
        ToolArguments.parse(
            List.of("--dry-run", "a.csv", "--k=v=w", "--n", "-3", "--", "--odd"),
            List.of("dryRun"));
    assertEquals(Map.of("dry-run", "true", "k", "v=w", "n", "-3"), parsed.settings());
    assertEquals(List.of(Path.of("a.csv"), Path.of("--odd")), parsed.files());
  }

  @Test
  void aSwitchMayHaveItsValue() {
    assertEquals(
        Map.of("fast", "false"),
        ToolArguments.parse(List.of("--fast", "false"), List.of("fast")).settings());
  }

  @Test
  void refusesLoneAndRepeatedOptions() {
    assertThrows(UsageException.class, () -> ToolArguments.parse(List.of("--n"), List.of()));
    assertThrows(
        UsageException.class, () -> ToolArguments.parse(List.of("--n=1", "--n", "2"), List.of()));
  }

  @Property
  void keepsEveryFile(@ForAll @Size(max = 6) List<@AlphaChars @NotEmpty String> names) {
    List<String> words = new ArrayList<>(names);
    words.add(names.size() / 2, "--key");
    words.add(names.size() / 2 + 1, "value");
    ToolArguments parsed = ToolArguments.parse(words, List.of());
    assertEquals(names.stream().map(Path::of).toList(), parsed.files());
    assertEquals(Map.of("key", "value"), parsed.settings());
  }
}
