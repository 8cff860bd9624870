package polyad.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Configuration records, as people see them: listed, overridden by {@code key=value}, kept as JSON.
 *
 * <p>Components may be of type {@code int}, {@code long}, {@code float}, {@code double}, {@code
 * boolean}, their boxes, {@code String}, {@code Path}, an enum, {@code List} or array of these,
 * {@code Optional} of these, or a record again, whose components are then reached by a dotted key.
 * Keys may be written {@code dModel}, {@code d-model} or {@code d_model}. A list is written {@code
 * 8,16,32}, an absent value {@code none}.
 */
public final class Settings {
  private Settings() {}

  /** The components in order; parts of nested records under dotted names. */
  public static List<Setting> describe(Record config) {
    List<Setting> settings = new ArrayList<>();
    describe("", config, settings);
    return List.copyOf(settings);
  }

  private static void describe(String prefix, Record config, List<Setting> into) {
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = get(component, config);
      if (value instanceof Record nested) {
        describe(prefix + component.getName() + ".", nested, into);
        continue;
      }
      SettingType type = SettingType.of(component.getGenericType());
      Describe description = component.getAnnotation(Describe.class);
      into.add(
          new Setting(
              prefix + component.getName(),
              type.label(),
              SettingType.text(value),
              description == null ? "" : description.value(),
              type.choices()));
    }
  }

  /**
   * The record with some components replaced.
   *
   * @param overrides values by key
   * @throws UsageException when a key is unknown, a value does not parse, or the record refuses it;
   *     the message names the key, the value and what is allowed
   */
  public static <C extends Record> C with(C config, Map<String, String> overrides) {
    Map<String, String> known = new LinkedHashMap<>();
    describe(config).forEach(setting -> known.put(Names.fold(setting.name()), setting.name()));
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> entry : overrides.entrySet()) {
      String name = known.get(Names.fold(entry.getKey()));
      if (name == null) {
        throw new UsageException(Names.unknown("setting", entry.getKey(), known.values()));
      }
      if (values.put(name, entry.getValue()) != null) {
        throw new UsageException("setting '" + name + "' is given twice");
      }
    }
    return values.isEmpty() ? config : replace("", config, values);
  }

  private static <C extends Record> C replace(String prefix, C config, Map<String, String> values) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    Map<String, String> used = new TreeMap<>();
    for (int i = 0; i < components.length; i++) {
      String name = prefix + components[i].getName();
      Object value = get(components[i], config);
      if (value instanceof Record nested) {
        arguments[i] = replace(name + ".", nested, values);
      } else if (values.containsKey(name)) {
        String text = values.getOrDefault(name, "");
        used.put(name, text);
        arguments[i] = parse(name, text, SettingType.of(components[i].getGenericType()));
      } else {
        arguments[i] = value;
      }
    }
    return construct(config, components, arguments, used);
  }

  private static @Nullable Object parse(String name, String text, SettingType type) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String allowed =
          type.choices().isEmpty() ? type.label() : "one of " + String.join(", ", type.choices());
      throw new UsageException(
          "setting '%s' is '%s', expected %s".formatted(name, text, allowed), e);
    }
  }

  private static <C extends Record> C construct(
      C config,
      RecordComponent[] components,
      @Nullable Object[] arguments,
      Map<String, String> used) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @SuppressWarnings("unchecked") // getClass() of a C
      Class<C> type = (Class<C>) config.getClass();
      Constructor<C> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String given = used.isEmpty() ? "" : " (given " + joined(used) + ")";
      throw new UsageException("bad setting: " + cause.getMessage() + given, cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + config.getClass().getName(), e);
    }
  }

  private static String joined(Map<String, String> values) {
    return String.join(
        ", ", values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static @Nullable Object get(RecordComponent component, Record config) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** The record as JSON. */
  public static JsonNode toJson(Record config) {
    return Json.mapper().valueToTree(config);
  }

  /**
   * Reads a record back.
   *
   * @param where the file, for the message
   * @throws UsageException when the JSON does not fit the record or the record refuses it
   */
  public static <C extends Record> C fromJson(JsonNode json, Class<C> type, String where) {
    try {
      return Json.mapper().treeToValue(json, type);
    } catch (JacksonException e) {
      Throwable cause = e.getCause();
      String reason =
          cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
      throw new UsageException(where + ": bad configuration: " + reason, e);
    }
  }
}
