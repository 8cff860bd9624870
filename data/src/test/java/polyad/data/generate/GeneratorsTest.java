package polyad.data.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import polyad.data.ImageClassificationSet;
import polyad.data.SentencePairs;
import polyad.data.SkeletonMotion;
import polyad.data.TimeSeries;

class GeneratorsTest {

  @Test
  void clustersAreNearTheirOwnClass() {
    var data = SuperclassClusters.DEFAULT.draw(2000, 500, 1L);
    assertEquals(2000, data.train().x().length);
    assertEquals(128, data.train().x()[0].length);
    int sameClass = 0;
    int sameSuperclass = 0;
    for (int q = 0; q < 500; q++) {
      int near = nearest(data.train().x(), data.test().x()[q]);
      sameClass += data.train().labels()[near] == data.test().labels()[q] ? 1 : 0;
      sameSuperclass += data.train().superclasses()[near] == data.test().superclasses()[q] ? 1 : 0;
      assertEquals(data.test().labels()[q] / 10, data.test().superclasses()[q]);
    }
    assertTrue(sameClass > 400, "class of the nearest neighbour: " + sameClass);
    assertTrue(sameSuperclass > sameClass && sameSuperclass > 470, "superclass: " + sameSuperclass);
    assertArrayEquals(
        data.train().x()[7], SuperclassClusters.DEFAULT.draw(2000, 500, 1L).train().x()[7]);
    assertFalse(
        Arrays.equals(
            data.train().x()[7], SuperclassClusters.DEFAULT.draw(2000, 500, 2L).train().x()[7]));
  }

  @Test
  void paraphrasesKeepTheRolesThatTheirScoresCount() {
    SentencePairs triples = ParaphraseLanguage.DEFAULT.triples(300, 3);
    assertEquals(triples.columns(), ParaphraseLanguage.DEFAULT.triples(300, 3).columns());
    int sameBags = 0;
    for (int i = 0; i < 300; i++) {
      String text = triples.columns().get(0).get(i);
      String negative = triples.columns().get(2).get(i);
      int words = text.split(" ").length;
      assertTrue(words >= 6 && words <= 9, text);
      assertEquals(markers(text), markers(triples.columns().get(1).get(i)));
      sameBags += markers(text).equals(markers(negative)) ? 1 : 0;
    }
    assertEquals(300, sameBags, "a negative has the roles of its text");
    SentencePairs scored = ParaphraseLanguage.DEFAULT.scored(2000, 4);
    int[] counts = new int[4];
    for (double score : scored.labels()) {
      counts[(int) score]++;
    }
    // 20 % swaps keep one of three; the rest keep 0 to 3 alike
    assertEquals(400, counts[0], 80);
    assertEquals(800, counts[1], 80);
    assertEquals(400, counts[2], 80);
    assertEquals(400, counts[3], 80);
    assertThrows(IllegalArgumentException.class, () -> new ParaphraseLanguage(3, 4, 5, 40, 3));
    assertThrows(IllegalArgumentException.class, () -> new ParaphraseLanguage(40, 4, 5, 40, 6));
    assertThrows(IllegalArgumentException.class, () -> new ParaphraseLanguage(900, 3, 5, 40, 3));
  }

  /** The markers of a sentence: the words that stand in front of most sentences. */
  private static List<String> markers(String sentence) {
    List<String> known =
        ParaphraseLanguage.DEFAULT.triples(500, 9).columns().getFirst().stream()
            .map(s -> s.split(" ")[0])
            .distinct()
            .toList();
    return Arrays.stream(sentence.split(" ")).filter(known::contains).sorted().toList();
  }

  private static int nearest(float[][] database, float[] query) {
    int best = 0;
    double bestDistance = Double.POSITIVE_INFINITY;
    for (int i = 0; i < database.length; i++) {
      double distance = 0;
      for (int j = 0; j < query.length; j++) {
        double d = database[i][j] - query[j];
        distance += d * d;
      }
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    return best;
  }

  @Test
  void clusterSettingsAreChecked() {
    assertThrows(
        IllegalArgumentException.class, () -> new SuperclassClusters(10, 95, 32, 128, 3, 1.2, 0.3));
    assertThrows(
        IllegalArgumentException.class, () -> new SuperclassClusters(10, 100, 0, 128, 3, 1.2, 0.3));
  }

  @Test
  void seasonsHaveTheirPeriods() {
    // One hidden oscillator without noise: the spectrum of the mixed part peaks at its period.
    var settings = new VariateSeasons(2, 4800, List.of(36.0), 24, 0);
    double[][] values = settings.draw(3L).values();
    assertTrue(power(values, 0, 36) > 20 * power(values, 0, 18));
    assertTrue(power(values, 0, 24) > 20 * power(values, 0, 20));
    TimeSeries standard = VariateSeasons.DEFAULT.draw(3L);
    assertEquals(4000, standard.length());
    assertEquals(8, standard.variates());
    assertArrayEquals(standard.values()[99], VariateSeasons.DEFAULT.draw(3L).values()[99]);
    assertThrows(
        IllegalArgumentException.class, () -> new VariateSeasons(1, 10, List.of(2.0), 24, 0));
  }

  /** Power near a period, summed over neighbouring frequencies because an AR peak has a width. */
  private static double power(double[][] values, int variate, int period) {
    int bin = values.length / period;
    double sum = 0;
    for (int k = bin - 3; k <= bin + 3; k++) {
      double re = 0;
      double im = 0;
      for (int t = 0; t < values.length; t++) {
        double angle = 2 * Math.PI * k * t / values.length;
        re += values[t][variate] * Math.cos(angle);
        im += values[t][variate] * Math.sin(angle);
      }
      sum += re * re + im * im;
    }
    return sum;
  }

  @Test
  void shapesAreCentredUnitAndDistinct() {
    double[][][] clouds = new RandomShapes(20, 300).draw(5L);
    for (double[][] cloud : clouds) {
      double radius = 0;
      double[] mean = new double[3];
      for (double[] p : cloud) {
        radius = Math.max(radius, Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]));
        for (int k = 0; k < 3; k++) {
          mean[k] += p[k] / cloud.length;
        }
      }
      assertEquals(1, radius, 1e-9);
      assertArrayEquals(new double[3], mean, 1e-9);
    }
    assertFalse(Arrays.deepEquals(clouds[0], clouds[1]));
    assertArrayEquals(clouds[3][0], new RandomShapes(4, 300).draw(5L)[3][0], 0);
  }

  @Test
  void solidsAreSampledOnTheirSurface() {
    var random = new SplittableRandom(8);
    for (Solid solid :
        List.of(new Solid.Box(1, 2, 3), new Solid.Cylinder(1, 2), new Solid.Ellipsoid(1, 2, 3))) {
      double[] mean = new double[3];
      for (int i = 0; i < 4000; i++) {
        double[] p = solid.surfacePoint(random);
        assertTrue(solid.contains(0.999 * p[0], 0.999 * p[1], 0.999 * p[2]));
        assertFalse(solid.contains(1.001 * p[0], 1.001 * p[1], 1.001 * p[2]));
        for (int k = 0; k < 3; k++) {
          mean[k] += p[k] / 4000;
        }
      }
      assertArrayEquals(new double[3], mean, 0.15);
    }
  }

  @Test
  void walksTurnInSmallStepsWithinLimits() {
    SkeletonWalks settings = new SkeletonWalks(50, 0.05, 1.0);
    SkeletonMotion motion = settings.draw(2L);
    assertEquals(20, motion.joints());
    assertEquals(50, motion.frames());
    for (int f = 0; f < motion.frames(); f++) {
      for (int j = 0; j < motion.joints(); j++) {
        double[][] r = motion.rotations()[f][j];
        assertEquals(1, determinant(r), 1e-9);
        if (j > 0) {
          assertTrue(angle(r, identity()) <= 1.0 + 1e-6);
          assertTrue(f == 0 || angle(r, motion.rotations()[f - 1][j]) < 0.05 * 6);
        }
      }
    }
    assertArrayEquals(motion.rotations()[9][3], settings.draw(2L).rotations()[9][3]);
  }

  private static double[][] identity() {
    return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  }

  private static double angle(double[][] a, double[][] b) {
    double trace = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        trace += a[i][j] * b[i][j];
      }
    }
    return Math.acos(Math.clamp((trace - 1) / 2, -1, 1));
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  @Test
  void glyphsOfAClassLookAlike() {
    ImageClassificationSet set = new StrokeGlyphs(10, 20, 28, 0.02).draw(6L);
    assertEquals(200, set.size());
    float[][] images = set.images();
    int right = 0;
    for (int q = 0; q < set.size(); q++) {
      float[][] others = images.clone();
      others[q] = new float[784]; // a blank image stands for the query itself
      right += set.labels()[nearest(others, images[q])] == set.labels()[q] ? 1 : 0;
    }
    assertTrue(right > 170, "nearest other image of the same class: " + right);
    assertArrayEquals(set.pixels(), new StrokeGlyphs(10, 20, 28, 0.02).draw(6L).pixels());
  }
}
