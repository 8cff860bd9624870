package polyad.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.retrieval.FieldValue;
import polyad.retrieval.Filter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes typed values out of a request's object; keys that nobody asks for are let be. */
record RequestFields(ObjectNode object) {
  private static final int MOST_CONDITIONS = 64;

  /** Whether the key is there with a value. */
  boolean has(String key) {
    return object.hasNonNull(key);
  }

  /** A whole number; null when there is none. */
  @Nullable Integer whole(String key) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw wrong(key, found(node), "a whole number");
    }
    return node.intValue();
  }

  /** Whether a switch is on; off when it is not there. */
  boolean flag(String key) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return false;
    }
    if (!node.isBoolean()) {
      throw wrong(key, found(node), "true or false");
    }
    return node.booleanValue();
  }

  /** A text; null when there is none. */
  @Nullable String text(String key) {
    JsonNode node = object.path(key);
    return node.isMissingNode() || node.isNull() ? null : text(node, key);
  }

  /** A text or a list of texts, none of them empty. */
  List<String> texts(String key, int most) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      throw ApiException.invalid(key, "missing_required_parameter", key + " is missing");
    }
    if (!node.isArray()) {
      return List.of(filled(text(node, key), key));
    }
    if (node.isEmpty() || node.size() > most) {
      throw ApiException.invalid(
          key,
          "invalid_value",
          "%s has %d items, allowed: 1 to %d".formatted(key, node.size(), most));
    }
    List<String> texts = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      String place = key + "[" + i + "]";
      JsonNode item = node.get(i);
      if (item.isNumber() || item.isArray()) {
        throw ApiException.invalid(
            key,
            "unsupported_value",
            place + " is of tokens, which this model does not take: send the text");
      }
      texts.add(filled(text(item, place), place));
    }
    return texts;
  }

  /** A list of finite numbers; null when there is none. */
  float @Nullable [] vector(String key, int length) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isArray() || node.size() != length) {
      throw wrong(
          key,
          node.isArray() ? node.size() + " items" : found(node),
          "a list of " + length + " numbers");
    }
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      JsonNode item = node.get(i);
      vector[i] = item.isNumber() ? (float) item.doubleValue() : Float.NaN;
      if (!Float.isFinite(vector[i])) {
        throw wrong(key + "[" + i + "]", found(item), "a finite number");
      }
    }
    return vector;
  }

  /** Values that fields must have: an object of texts and numbers. */
  Filter filter(String key) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return Filter.all();
    }
    if (!node.isObject()) {
      throw wrong(key, found(node), "an object of field names and values");
    }
    if (node.size() > MOST_CONDITIONS) {
      throw ApiException.invalid(
          key,
          "invalid_value",
          "%s has %d fields, allowed: %d".formatted(key, node.size(), MOST_CONDITIONS));
    }
    List<Filter> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> condition : node.properties()) {
      conditions.add(Filter.equal(condition.getKey(), value(condition.getValue(), key)));
    }
    return new Filter.And(conditions);
  }

  private static FieldValue value(JsonNode node, String key) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new FieldValue.Whole(node.longValue());
    }
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return new FieldValue.Real(node.doubleValue());
    }
    if (!node.isString()) {
      throw wrong(key, found(node), "texts and numbers");
    }
    try {
      return new FieldValue.Text(text(node, key));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid(key, "invalid_value", String.valueOf(e.getMessage()));
    }
  }

  private static String filled(String text, String place) {
    if (text.isEmpty()) {
      throw ApiException.invalid(root(place), "invalid_value", place + " is empty");
    }
    return text;
  }

  static String text(JsonNode node, String place) {
    if (!node.isString()) {
      throw wrong(place, found(node), "a string");
    }
    String text = node.stringValue();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw ApiException.invalid(
              root(place), "invalid_value", place + " has half a surrogate pair at " + i);
        }
        i++;
      }
    }
    return text;
  }

  static ApiException wrong(String place, String found, String expected) {
    return ApiException.invalid(
        root(place), "invalid_type", "%s is %s, expected %s".formatted(place, found, expected));
  }

  /** The key that a place such as {@code input[3]} lies in. */
  private static String root(String place) {
    int bracket = place.indexOf('[');
    return bracket < 0 ? place : place.substring(0, bracket);
  }

  /** A value in a few words. */
  static String found(JsonNode node) {
    return node.isValueNode() && !node.isString()
        ? ApiException.shortened(node.toString())
        : "of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
