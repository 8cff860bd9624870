package polyad.vision.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.catalog.Json;
import polyad.nn.Module;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import tools.jackson.databind.JsonNode;

/** Both towers against values of an independent program in double precision. */
class ClipReferenceTest {
  private static void fill(Module module, SafetensorsFile file) {
    module.to(DType.F64);
    Map<String, Tensor> state = new TreeMap<>();
    module
        .stateDict()
        .keySet()
        .forEach(name -> state.put(name, TensorFiles.read(file, "param." + name)));
    module.loadStateDict(state);
    module.eval();
  }

  private static void same(SafetensorsFile file, String name, Tensor found) {
    assertArrayEquals(
        TensorFiles.read(file, name).toDoubleArray(), found.detach().toDoubleArray(), 1e-9, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy-eos.safetensors", "named-eos.safetensors"})
  void towersEqualTheReference(String name) throws IOException, URISyntaxException {
    try (var _ = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(ClipReference.file(name))) {
      JsonNode json = Json.mapper().readTree(Objects.requireNonNull(file.metadata().get("config")));
      int dim = json.path("projection_dim").asInt();
      var image =
          new ClipImageEncoder(
              ClipVisionConfig.of(json.path("vision_config")), dim, new Generator(1));
      fill(image, file);
      Tensor pixels = TensorFiles.read(file, "input.pixel_values");
      same(file, "output.image_states", image.hiddenState(pixels));
      same(file, "output.image", image.forward(pixels));
      var text =
          new ClipTextEncoder(ClipTextConfig.of(json.path("text_config")), dim, new Generator(1));
      fill(text, file);
      Tensor ids = TensorFiles.read(file, "input.input_ids");
      Tensor mask = TensorFiles.read(file, "input.attention_mask");
      same(file, "output.text_states", text.hiddenState(ids, mask));
      same(file, "output.text", text.forward(ids, mask));
      // What stands behind the end cannot be seen from it.
      same(file, "output.text", text.forward(ids, null));
      assertEquals(
          file.names().stream().filter(n -> n.startsWith("param.")).count() - 2,
          image.stateDict().size() + text.stateDict().size()); // logit_scale and position_ids
    }
  }

  @Test
  void configurationsAreWrittenAndReadAgain() {
    var json = Json.mapper().createObjectNode();
    ClipVisionConfig vision = new ClipVisionConfig(ClipShape.of(12, 3, 4), 32, 8, 3);
    vision.writeTo(json);
    assertEquals(vision, ClipVisionConfig.of(json));
    json.removeAll();
    ClipTextConfig text = new ClipTextConfig(ClipShape.of(12, 3, 4), 100, 20, 99);
    text.writeTo(json);
    assertEquals(text, ClipTextConfig.of(json));
    assertEquals(17, vision.positions());
  }

  @Test
  void wrongShapesAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> ClipShape.of(10, 1, 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClipVisionConfig(ClipShape.of(8, 1, 2), 30, 8, 3));
    try (var _ = TensorScope.open()) {
      var image =
          new ClipImageEncoder(
              new ClipVisionConfig(ClipShape.of(8, 1, 2), 16, 8, 3), 4, new Generator(1));
      assertThrows(IllegalArgumentException.class, () -> image.forward(Tensor.zeros(1, 3, 8, 8)));
      var text =
          new ClipTextEncoder(
              new ClipTextConfig(ClipShape.of(8, 1, 2), 9, 4, 8), 4, new Generator(1));
      assertThrows(
          IllegalArgumentException.class, () -> text.forward(Tensor.zeros(DType.I64, 1, 5), null));
    }
  }
}
