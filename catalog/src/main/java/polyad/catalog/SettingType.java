package polyad.catalog;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a component's type is written on the command line. */
sealed interface SettingType {
  /** The word for an absent value. */
  String NONE = "none";

  /** For people. */
  String label();

  /** The allowed words of a choice, else empty. */
  default List<String> choices() {
    return List.of();
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException when it does not parse
   */
  @Nullable Object parse(String text);

  /** The way to write a component of that type. */
  static SettingType of(Type type) {
    if (type instanceof ParameterizedType generic) {
      SettingType element = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == Optional.class) {
        return new Maybe(element, true);
      }
      if (generic.getRawType() == List.class) {
        return new Many(element, null);
      }
    }
    if (type instanceof Class<?> plain) {
      return ofClass(plain);
    }
    throw new IllegalArgumentException("a setting cannot be a " + type.getTypeName());
  }

  private static SettingType ofClass(Class<?> type) {
    if (type.isArray()) {
      return new Many(ofClass(type.getComponentType()), type.getComponentType());
    }
    if (type.isEnum()) {
      return new Choice(type);
    }
    for (Kind kind : Kind.values()) {
      if (kind.primitive == type) {
        return new One(kind);
      }
      if (kind.boxed == type) {
        return kind == Kind.TEXT || kind == Kind.PATH
            ? new One(kind)
            : new Maybe(new One(kind), false);
      }
    }
    throw new IllegalArgumentException("a setting cannot be a " + type.getName());
  }

  /** The value as it is written on the command line. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> NONE;
      case Optional<?> maybe -> maybe.map(SettingType::text).orElse(NONE);
      case Collection<?> many ->
          many.stream().map(SettingType::text).collect(Collectors.joining(","));
      case Enum<?> choice -> word(choice);
      case Double number -> number(number);
      case Float number -> number(Double.parseDouble(number.toString()));
      case Object array when array.getClass().isArray() -> arrayText(array);
      default -> value.toString();
    };
  }

  private static String arrayText(Object array) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      parts.add(text(Array.get(array, i)));
    }
    return String.join(",", parts);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(size) || Double.isInfinite(size) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return size >= 1e-6 && size < 1e9 ? decimal.toPlainString() : decimal.toString();
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The types of single values. */
  enum Kind {
    INT(int.class, Integer.class, "whole number"),
    LONG(long.class, Long.class, "whole number"),
    FLOAT(float.class, Float.class, "number"),
    DOUBLE(double.class, Double.class, "number"),
    BOOLEAN(boolean.class, Boolean.class, "true or false"),
    TEXT(null, String.class, "text"),
    PATH(null, Path.class, "path");

    private final @Nullable Class<?> primitive;
    private final Class<?> boxed;
    private final String label;

    Kind(@Nullable Class<?> primitive, Class<?> boxed, String label) {
      this.primitive = primitive;
      this.boxed = boxed;
      this.label = label;
    }
  }

  /** A single value. */
  record One(Kind kind) implements SettingType {
    @Override
    public String label() {
      return kind.label;
    }

    @Override
    public Object parse(String text) {
      String value = text.strip();
      return switch (kind) {
        case INT -> Integer.valueOf(value);
        case LONG -> Long.valueOf(value);
        case FLOAT -> Float.valueOf(value);
        case DOUBLE -> Double.valueOf(value);
        case BOOLEAN -> truth(value);
        case TEXT -> text;
        case PATH -> Path.of(text);
      };
    }

    private static Boolean truth(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on", "1" -> true;
        case "false", "no", "off", "0" -> false;
        default -> throw new IllegalArgumentException(value);
      };
    }
  }

  /** A word of an enum. */
  record Choice(Class<?> type) implements SettingType {
    @Override
    public String label() {
      return "choice";
    }

    @Override
    public List<String> choices() {
      return constants().map(SettingType::word).toList();
    }

    @Override
    public Object parse(String text) {
      return constants()
          .filter(constant -> Names.fold(constant.name()).equals(Names.fold(text.strip())))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private Stream<Enum<?>> constants() {
      return Arrays.stream(type.getEnumConstants()).map(constant -> (Enum<?>) constant);
    }
  }

  /**
   * Values joined by commas.
   *
   * @param array component type of an array, null for a list
   */
  record Many(SettingType element, @Nullable Class<?> array) implements SettingType {
    @Override
    public String label() {
      return "list of " + element.label();
    }

    @Override
    public List<String> choices() {
      return element.choices();
    }

    @Override
    public Object parse(String text) {
      List<Object> values = new ArrayList<>();
      for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
        Object value = element.parse(part.strip());
        if (value == null) {
          throw new IllegalArgumentException(text);
        }
        values.add(value);
      }
      return array == null ? List.copyOf(values) : toArray(values, array);
    }

    private static Object toArray(List<Object> values, Class<?> type) {
      Object result = Array.newInstance(type, values.size());
      for (int i = 0; i < values.size(); i++) {
        Array.set(result, i, values.get(i));
      }
      return result;
    }
  }

  /**
   * A value that may be absent.
   *
   * @param optional whether it is an {@link Optional}, else null stands for absence
   */
  record Maybe(SettingType element, boolean optional) implements SettingType {
    @Override
    public String label() {
      return element.label() + " or none";
    }

    @Override
    public List<String> choices() {
      return element.choices();
    }

    @Override
    public @Nullable Object parse(String text) {
      if (text.strip().equalsIgnoreCase(NONE) || text.isBlank()) {
        return optional ? Optional.empty() : null;
      }
      Object value = element.parse(text);
      return optional ? Optional.ofNullable(value) : value;
    }
  }
}
