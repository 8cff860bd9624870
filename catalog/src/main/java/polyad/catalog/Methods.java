package polyad.catalog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The methods on the class path. */
public final class Methods {
  private Methods() {}

  /**
   * All methods by slug.
   *
   * @throws IllegalStateException when two methods share a slug
   */
  public static List<Method> all() {
    Map<String, Method> seen = new HashMap<>();
    for (Method method : ServiceLoader.load(Method.class, Methods.class.getClassLoader())) {
      Method other = seen.put(method.card().slug(), method);
      if (other != null) {
        throw new IllegalStateException(
            "two methods are named '%s': %s and %s"
                .formatted(
                    method.card().slug(), other.getClass().getName(), method.getClass().getName()));
      }
    }
    return seen.values().stream().sorted(Comparator.comparing(m -> m.card().slug())).toList();
  }

  /**
   * The method of that slug.
   *
   * @throws UsageException naming the closest slugs when there is none
   */
  public static Method find(String slug) {
    List<Method> all = all();
    for (Method method : all) {
      if (method.card().slug().equals(slug)) {
        return method;
      }
    }
    throw new UsageException(
        Names.unknown("method", slug, all.stream().map(m -> m.card().slug()).toList()));
  }
}
