package polyad.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.UsageException;

/**
 * What follows the name of a tool: {@code --key value}, {@code --key=value}, {@code --switch},
 * files; {@code --} ends the options.
 *
 * @param settings values by key
 * @param files the rest
 */
record ToolArguments(Map<String, String> settings, List<Path> files) {
  /**
   * Takes the words apart.
   *
   * @param switches keys that may stand without a value and mean true then
   */
  static ToolArguments parse(List<String> words, List<String> switches) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>();
    boolean options = true;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!options || !word.startsWith("--")) {
        files.add(Path.of(word));
      } else if (word.equals("--")) {
        options = false;
      } else if (word.contains("=")) {
        int equals = word.indexOf('=');
        put(settings, word.substring(2, equals), word.substring(equals + 1));
      } else {
        boolean valueFollows = i + 1 < words.size();
        if (isSwitch(word, switches) && !(valueFollows && isTruth(words.get(i + 1)))) {
          put(settings, word.substring(2), "true");
        } else if (valueFollows) {
          put(settings, word.substring(2), words.get(++i));
        } else {
          throw new UsageException("option " + word + " lacks its value");
        }
      }
    }
    return new ToolArguments(settings, files);
  }

  private static void put(Map<String, String> settings, String key, String value) {
    if (settings.put(key, value) != null) {
      throw new UsageException("option --" + key + " is given twice");
    }
  }

  private static boolean isSwitch(String word, List<String> switches) {
    String key = word.replace("-", "");
    return switches.stream().anyMatch(name -> name.equalsIgnoreCase(key));
  }

  private static boolean isTruth(String word) {
    return word.equals("true") || word.equals("false");
  }
}
