package polyad.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.data.TextFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * BERT's tokenizer: words are cut into the longest pieces that the vocabulary has, from the left;
 * pieces that continue a word begin with {@code ##}; a word that cannot be cut is {@code [UNK]}.
 *
 * <p>Special tokens that a text itself spells out, such as {@code [SEP]}, are read as plain text.
 */
public final class WordPiece implements Tokenizer {
  /** The name of the vocabulary's file, one piece a line. */
  public static final String VOCABULARY = "vocab.txt";

  static final String PAD = "[PAD]";
  static final String UNKNOWN = "[UNK]";
  static final String CLS = "[CLS]";
  static final String SEP = "[SEP]";
  static final String MASK = "[MASK]";

  /** The special tokens in the order in which a trained vocabulary begins. */
  static final List<String> SPECIAL = List.of(PAD, UNKNOWN, CLS, SEP, MASK);

  static final String CONTINUES = "##";
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> ids;
  private final BasicTokenizer basic;
  private final int unknown;
  private final int cls;
  private final int sep;

  /**
   * With this vocabulary.
   *
   * @param pieces each once; the place of a piece is its id
   * @param lowerCase whether the model is uncased: lower case, no accents
   * @throws IllegalArgumentException when a piece stands there twice, or {@code [UNK]}, {@code
   *     [CLS]}, {@code [SEP]} or {@code [PAD]} is missing
   */
  public WordPiece(List<String> pieces, boolean lowerCase) {
    ids = LinkedHashMap.newLinkedHashMap(pieces.size());
    for (String piece : pieces) {
      if (ids.putIfAbsent(piece, ids.size()) != null) {
        throw new IllegalArgumentException("the vocabulary has '" + piece + "' twice");
      }
    }
    basic = new BasicTokenizer(lowerCase);
    required(PAD);
    unknown = required(UNKNOWN);
    cls = required(CLS);
    sep = required(SEP);
  }

  private int required(String piece) {
    Integer id = ids.get(piece);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary lacks " + piece);
    }
    return id;
  }

  /**
   * Reads {@code vocab.txt}, and from {@code tokenizer_config.json}, where there is one, whether
   * the model is uncased; without one it is.
   *
   * @throws UsageException when the vocabulary is not allowed
   */
  public static WordPiece load(Path folder) throws IOException {
    Path vocabulary = folder.resolve(VOCABULARY);
    List<String> pieces = TextFiles.lines(vocabulary);
    Path config = folder.resolve("tokenizer_config.json");
    boolean lower =
        !Files.isRegularFile(config) || Json.read(config).path("do_lower_case").asBoolean(true);
    return UsageException.naming(vocabulary, () -> new WordPiece(pieces, lower));
  }

  /** The pieces in the order of their ids. */
  public List<String> vocabulary() {
    return List.copyOf(ids.keySet());
  }

  /** The id of {@code [PAD]}. */
  public int padId() {
    return required(PAD);
  }

  /** The pieces of a text, without special tokens. */
  public List<String> tokenize(String text) {
    List<String> names = vocabulary();
    return pieces(text).stream().map(names::get).toList();
  }

  @Override
  public Tokens encode(String text, int maxLength) {
    List<Integer> pieces = pieces(text);
    int kept = Math.min(pieces.size(), maxLength - 2);
    int[] encoded = new int[kept + 2];
    encoded[0] = cls;
    for (int i = 0; i < kept; i++) {
      encoded[i + 1] = pieces.get(i);
    }
    encoded[kept + 1] = sep;
    return new Tokens(encoded, kept < pieces.size());
  }

  private List<Integer> pieces(String text) {
    List<Integer> pieces = new ArrayList<>();
    for (String word : basic.words(text)) {
      pieces.addAll(piecesOf(word));
    }
    return pieces;
  }

  /** The longest piece that fits at each place; a place where none fits makes the word unknown. */
  private List<Integer> piecesOf(String word) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      return List.of(unknown);
    }
    List<Integer> pieces = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      Integer id = null;
      while (end > start) {
        String piece = word.substring(start, end);
        id = ids.get(start == 0 ? piece : CONTINUES + piece);
        if (id != null) {
          break;
        }
        end--;
      }
      if (id == null) {
        return List.of(unknown);
      }
      pieces.add(id);
      start = end;
    }
    return Collections.unmodifiableList(pieces);
  }

  @Override
  public void save(Path folder) throws IOException {
    Files.write(folder.resolve(VOCABULARY), ids.keySet());
    ObjectNode config = Json.mapper().createObjectNode();
    config.put("tokenizer_class", "BertTokenizer");
    config.put("do_lower_case", basic.lowerCase());
    config.put("tokenize_chinese_chars", true);
    config.putNull("strip_accents");
    config.put("pad_token", PAD);
    config.put("unk_token", UNKNOWN);
    config.put("cls_token", CLS);
    config.put("sep_token", SEP);
    if (ids.containsKey(MASK)) {
      config.put("mask_token", MASK);
    }
    write(folder.resolve("tokenizer_config.json"), config);
    write(folder.resolve(TokenizerJson.FILE), tokenizerJson());
  }

  private static void write(Path file, JsonNode json) throws IOException {
    Files.write(file, Json.write(json).getBytes(UTF_8));
  }

  /** The same tokenizer in the form of the Hugging Face library {@code tokenizers}. */
  private ObjectNode tokenizerJson() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("version", "1.0");
    json.putNull("truncation");
    json.putNull("padding");
    addedTokens(json.putArray("added_tokens"));
    ObjectNode normalizer = json.putObject("normalizer");
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", true);
    normalizer.putNull("strip_accents");
    normalizer.put("lowercase", basic.lowerCase());
    json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    template(json.putObject("post_processor"));
    ObjectNode decoder = json.putObject("decoder");
    decoder.put("type", "WordPiece");
    decoder.put("prefix", CONTINUES);
    decoder.put("cleanup", true);
    ObjectNode model = json.putObject("model");
    model.put("type", "WordPiece");
    model.put("unk_token", UNKNOWN);
    model.put("continuing_subword_prefix", CONTINUES);
    model.put("max_input_chars_per_word", LONGEST_WORD);
    ObjectNode vocabulary = model.putObject("vocab");
    ids.forEach(vocabulary::put);
    return json;
  }

  private void addedTokens(ArrayNode tokens) {
    for (String special : SPECIAL) {
      Integer id = ids.get(special);
      if (id != null) {
        ObjectNode token = tokens.addObject();
        token.put("id", id);
        token.put("content", special);
        token.put("single_word", false);
        token.put("lstrip", false);
        token.put("rstrip", false);
        token.put("normalized", false);
        token.put("special", true);
      }
    }
  }

  /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
  private void template(ObjectNode processor) {
    processor.put("type", "TemplateProcessing");
    ArrayNode single = processor.putArray("single");
    ArrayNode pair = processor.putArray("pair");
    for (ArrayNode template : List.of(single, pair)) {
      part(template, "SpecialToken", CLS, 0);
      part(template, "Sequence", "A", 0);
      part(template, "SpecialToken", SEP, 0);
    }
    part(pair, "Sequence", "B", 1);
    part(pair, "SpecialToken", SEP, 1);
    ObjectNode special = processor.putObject("special_tokens");
    for (String token : List.of(CLS, SEP)) {
      ObjectNode entry = special.putObject(token);
      entry.put("id", token);
      entry.putArray("ids").add(required(token));
      entry.putArray("tokens").add(token);
    }
  }

  private static void part(ArrayNode template, String kind, String id, int type) {
    template.addObject().putObject(kind).put("id", id).put("type_id", type);
  }

  /** Has nothing to free. */
  @Override
  public void close() {}
}
