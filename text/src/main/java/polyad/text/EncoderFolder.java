package polyad.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The directories of sentence-transformers: {@code modules.json} names the modules in order, {@code
 * Transformer} in the directory itself, {@code Pooling}, {@code Dense} and {@code Normalize} in
 * directories below it.
 *
 * <p>The mean of the first token and the average is written as both, one after the other, and a
 * {@code Dense} that takes half of each, since sentence-transformers has no such pooling.
 */
final class EncoderFolder {
  private static final String MODULES = "modules.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String LENGTH = "sentence_bert_config.json";
  private static final String PREFIX = "sentence_transformers.models.";

  private EncoderFolder() {}

  /** One line of {@code modules.json}. */
  private record Entry(String kind, Path folder) {}

  static SentenceEncoder load(Path folder, @Nullable Integer layers, Generator rng)
      throws IOException {
    Path config = require(folder, CONFIG);
    BertConfig whole = BertConfig.read(config);
    if (layers != null && (layers < 0 || layers > whole.numHiddenLayers())) {
      throw new UsageException(
          "layer is %d, allowed: 0 to %d of %s".formatted(layers, whole.numHiddenLayers(), folder));
    }
    Head head = head(folder);
    int maxLength = maxLength(folder, whole);
    Tokenizer tokenizer = Tokenizer.load(folder);
    Bert bert = Bert.load(weights(folder), layers == null ? whole : whole.withLayers(layers), rng);
    return UsageException.naming(
        folder,
        () -> new SentenceEncoder(bert, head.pooling(), head.dense(), tokenizer, maxLength));
  }

  /** A module's weights: safetensors, else what {@code torch.save} wrote. */
  static Path weights(Path folder) {
    Path pytorch = folder.resolve("pytorch_model.bin");
    boolean old = !Files.isRegularFile(folder.resolve(WEIGHTS)) && Files.isRegularFile(pytorch);
    return old ? pytorch : require(folder, WEIGHTS);
  }

  private static Path require(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UsageException(folder + " is not the directory of an encoder: it has no " + name);
    }
    return file;
  }

  private static int maxLength(Path folder, BertConfig config) throws IOException {
    Path file = folder.resolve(LENGTH);
    int positions = config.maxPositionEmbeddings();
    if (!Files.isRegularFile(file)) {
      return positions;
    }
    return Math.min(positions, Json.read(file).path("max_seq_length").asInt(positions));
  }

  /** What stands behind the Transformer. */
  private record Head(Pooling pooling, @Nullable Dense dense) {}

  private static Head head(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve(MODULES))) {
      return new Head(Pooling.AVG, null);
    }
    List<Entry> modules = modules(folder);
    @Nullable JsonNode pooling = null;
    @Nullable Dense dense = null;
    for (Entry module : modules) {
      switch (module.kind()) {
        case "Transformer", "Normalize" -> {} // the directory itself; vectors are always scaled
        case "Pooling" -> pooling = Json.read(require(module.folder(), CONFIG));
        case "Dense" -> {
          if (dense != null) {
            throw new UsageException(folder.resolve(MODULES) + ": two modules Dense, allowed: one");
          }
          dense = Dense.load(module.folder());
        }
        default ->
            throw new UsageException(
                "%s: module '%s', allowed: Transformer, Pooling, Dense, Normalize"
                    .formatted(folder.resolve(MODULES), module.kind()));
      }
    }
    return head(folder.resolve(MODULES), pooling, dense);
  }

  private static List<Entry> modules(Path folder) throws IOException {
    List<Entry> modules = new ArrayList<>();
    for (JsonNode module : Json.read(folder.resolve(MODULES))) {
      String type = module.path("type").asString("");
      modules.add(
          new Entry(
              type.substring(type.lastIndexOf('.') + 1),
              folder.resolve(module.path("path").asString(""))));
    }
    return modules;
  }

  private static Head head(Path file, @Nullable JsonNode json, @Nullable Dense dense) {
    if (json == null) {
      throw new UsageException(file + " has no module Pooling");
    }
    List<String> modes =
        json.properties().stream()
            .filter(e -> e.getKey().startsWith("pooling_mode") && e.getValue().asBoolean(false))
            .map(e -> e.getKey().replaceFirst("pooling_mode_", ""))
            .sorted()
            .toList();
    return switch (String.join("+", modes)) {
      case "cls_token" -> new Head(Pooling.CLS, dense);
      case "mean_tokens" -> new Head(Pooling.AVG, dense);
      case "max_tokens" -> new Head(Pooling.MAX, dense);
      case "lasttoken" -> new Head(Pooling.LAST, dense);
      case "cls_token+mean_tokens" -> averaged(file, dense);
      default ->
          throw new UsageException(
              "%s: pooling %s, allowed: one of cls_token, mean_tokens, max_tokens, lasttoken"
                  .formatted(file, modes));
    };
  }

  /** Both poolings one after the other, of which a map takes as much of the one as of the other. */
  private static Head averaged(Path file, @Nullable Dense dense) {
    try (var _ = TensorScope.open()) {
      if (dense != null && dense.in() % 2 == 0) {
        Tensor[] halves = dense.weight().detach().chunk(2, 1);
        if (halves[0].eq(halves[1]).all()) {
          Dense map = dense.withWeight(halves[0].mul(2.0));
          return new Head(Pooling.CLS_AVG, map.isIdentity() ? null : map);
        }
      }
    }
    throw new UsageException(
        file + ": pooling cls_token and mean_tokens side by side, allowed: only their mean");
  }

  static void save(SentenceEncoder encoder, Path folder) throws IOException {
    if (Files.exists(folder)) {
      throw new UsageException(folder + " exists: choose another name");
    }
    Path target = folder.toAbsolutePath().normalize();
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempDirectory(target.getParent(), "." + target.getFileName());
    try {
      writeInto(encoder, temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      AtomicFiles.deleteTree(temporary);
    }
  }

  static void writeInto(SentenceEncoder encoder, Path folder) throws IOException {
    Path config = folder.resolve(CONFIG);
    ObjectNode json =
        Files.exists(config) && Json.read(config) instanceof ObjectNode given
            ? given
            : Json.mapper().createObjectNode();
    encoder.transformer().config().writeTo(json);
    write(config, json);
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      encoder
          .transformer()
          .stateDict()
          .forEach((name, tensor) -> state.put(name, tensor.detach().contiguous()));
      TensorFiles.writeSafetensors(folder.resolve(WEIGHTS), state, Map.of("format", "pt"));
    }
    encoder.tokenizer().save(folder);
    writeModules(encoder, folder);
    ObjectNode length = Json.mapper().createObjectNode();
    length.put("max_seq_length", encoder.maxLength());
    length.put("do_lower_case", false);
    write(folder.resolve(LENGTH), length);
    ObjectNode similarity = Json.mapper().createObjectNode();
    similarity.putObject("prompts");
    similarity.putNull("default_prompt_name");
    similarity.put("similarity_fn_name", "cosine");
    write(folder.resolve("config_sentence_transformers.json"), similarity);
  }

  private static void writeModules(SentenceEncoder encoder, Path folder) throws IOException {
    ArrayNode modules = Json.mapper().createArrayNode();
    add(modules, "Transformer", "");
    add(modules, "Pooling", "1_Pooling");
    writePooling(encoder, Files.createDirectory(folder.resolve("1_Pooling")));
    try (var _ = TensorScope.open()) {
      Dense dense = written(encoder);
      if (dense != null) {
        add(modules, "Dense", "2_Dense");
        dense.save(folder.resolve("2_Dense"));
      }
    }
    String last = modules.size() + "_Normalize";
    add(modules, "Normalize", last);
    Files.createDirectory(folder.resolve(last));
    write(folder.resolve(MODULES), modules);
  }

  private static void add(ArrayNode modules, String kind, String path) {
    int index = modules.size();
    ObjectNode module = modules.addObject();
    module.put("idx", index);
    module.put("name", String.valueOf(index));
    module.put("path", path);
    module.put("type", PREFIX + kind);
  }

  private static void writePooling(SentenceEncoder encoder, Path folder) throws IOException {
    Pooling pooling = encoder.pooling();
    boolean both = pooling == Pooling.CLS_AVG;
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("word_embedding_dimension", encoder.transformer().config().hiddenSize());
    json.put("pooling_mode_cls_token", both || pooling == Pooling.CLS);
    json.put("pooling_mode_mean_tokens", both || pooling == Pooling.AVG);
    json.put("pooling_mode_max_tokens", pooling == Pooling.MAX);
    json.put("pooling_mode_mean_sqrt_len_tokens", false);
    json.put("pooling_mode_weightedmean_tokens", false);
    json.put("pooling_mode_lasttoken", pooling == Pooling.LAST);
    json.put("include_prompt", true);
    write(folder.resolve(CONFIG), json);
  }

  /** The map as it is written: behind both poolings side by side where their mean is meant. */
  private static @Nullable Dense written(SentenceEncoder encoder) {
    Dense dense = encoder.dense();
    if (encoder.pooling() != Pooling.CLS_AVG) {
      return dense;
    }
    int width = encoder.transformer().config().hiddenSize();
    Dense map = dense == null ? Dense.slice(width, width) : dense;
    Tensor half = map.weight().detach().mul(0.5);
    return map.withWeight(Tensor.cat(1, half, half));
  }

  private static void write(Path file, JsonNode json) throws IOException {
    Files.write(file, Json.write(json).getBytes(UTF_8));
  }
}
