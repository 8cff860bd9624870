package polyad.catalog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a method is and where it comes from.
 *
 * @param slug name on the command line, such as {@code rotation-representations}
 * @param title name as the field writes it
 * @param summary one or two sentences: what it does for its user
 * @param citation authors, title, venue
 * @param year of publication, 1900 to 2100
 * @param repository address of the official code, or empty
 * @param tasks what it is for, such as {@code forecasting}
 * @param trainInputs formats that {@code polyad train} takes, one sentence each
 * @param dataSets names of the public data sets that its experiment uses
 */
public record MethodCard(
    String slug,
    String title,
    String summary,
    String citation,
    int year,
    String repository,
    List<String> tasks,
    List<String> trainInputs,
    List<String> dataSets) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Checks slug, texts and year. */
  public MethodCard {
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(
          "slug is '" + slug + "', expected lower-case words joined by dashes");
    }
    requireText("title", title);
    requireText("summary", summary);
    requireText("citation", citation);
    if (year < 1900 || year > 2100) {
      throw new IllegalArgumentException("year is " + year + ", expected 1900 to 2100");
    }
    tasks = List.copyOf(tasks);
    trainInputs = List.copyOf(trainInputs);
    dataSets = List.copyOf(dataSets);
  }

  private static void requireText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }

  /** Starts a card. */
  public static Builder of(String slug, String title) {
    return new Builder(slug, title);
  }

  /** Names the parts of a card where it is written. */
  public static final class Builder {
    private final String slug;
    private final String title;
    private String summary = "";
    private String citation = "";
    private int year;
    private String repository = "";
    private List<String> tasks = List.of();
    private List<String> trainInputs = List.of();
    private List<String> dataSets = List.of();

    private Builder(String slug, String title) {
      this.slug = slug;
      this.title = title;
    }

    /** What it does for its user. */
    public Builder summary(String text) {
      summary = text;
      return this;
    }

    /** The paper. */
    public Builder paper(String authorsTitleVenue, int published) {
      citation = authorsTitleVenue;
      year = published;
      return this;
    }

    /** Address of the official code. */
    public Builder repository(String address) {
      repository = address;
      return this;
    }

    /** What it is for. */
    public Builder tasks(String... names) {
      tasks = List.of(names);
      return this;
    }

    /** Formats that training takes. */
    public Builder trainInputs(String... formats) {
      trainInputs = List.of(formats);
      return this;
    }

    /** Public data sets that the experiment uses. */
    public Builder dataSets(String... names) {
      dataSets = List.of(names);
      return this;
    }

    /** The card. */
    public MethodCard build() {
      return new MethodCard(
          slug, title, summary, citation, year, repository, tasks, trainInputs, dataSets);
    }
  }
}
