package io.jhaproxy.core.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Place;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.TestSurroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.source.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of patterns and what lookups see of them. */
class PatternReferenceTest {
  private final PatternReference map = new PatternReference("m", true);

  private static PatternIndex.Kind kind(Match match) {
    return new PatternIndex.Kind(match, false, false, false);
  }

  private static String find(PatternIndex index, String text) {
    Sample sample = new Sample();
    sample.bytes.set(Slice.of(text));
    sample.setString();
    PatternEntry entry = index.find(sample);
    return entry == null ? "-" : String.valueOf(entry.value());
  }

  @Test
  void manyAdditionsAndRemovalsKeepEveryKey() throws Exception {
    PatternIndex texts = map.index(kind(Match.STR));
    PatternIndex prefixes = map.index(kind(Match.BEG));
    for (int i = 0; i < 3000; i++) {
      map.put("key" + i + ".", "v" + i);
      if (i % 3 == 0) {
        map.delete("key" + i + ".");
      }
    }
    for (int i = 0; i < 3000; i++) {
      String expected = i % 3 == 0 ? "-" : "v" + i;
      assertThat(find(texts, "key" + i + ".")).isEqualTo(expected);
      assertThat(find(prefixes, "key" + i + ".x")).isEqualTo(expected);
    }
    map.put("key0.", "back");
    map.delete("key0.");
    map.put("key0.", "again");
    assertThat(find(texts, "key0.")).isEqualTo("again");
  }

  @Test
  void networksThatLeaveUncoverWiderOnes() throws Exception {
    PatternIndex networks = map.index(kind(Match.IP));
    map.add("10.0.0.0/8", "wide", 0);
    map.add("10.1.0.0/16", "first", 0);
    map.add("10.1.2.0/16", "second", 0);
    for (int i = 0; i < 200; i++) {
      map.add("10.1.2." + i, "host" + i, 0);
    }
    assertThat(address(networks, "10.1.2.7")).isEqualTo("host7");
    map.delete("10.1.2.7");
    assertThat(address(networks, "10.1.2.7")).isEqualTo("first");
    map.delete(map.entries(0).get(1));
    assertThat(address(networks, "10.1.2.7")).isEqualTo("second");
    map.delete("10.1.2.0/16");
    assertThat(address(networks, "10.1.2.7")).isEqualTo("wide");
    for (int i = 0; i < 200; i++) {
      map.delete("10.1.2." + i);
      assertThat(address(networks, "10.1.2." + i)).isEqualTo("wide");
    }
    assertThat(map.entries(0)).hasSize(1);
  }

  private static String address(PatternIndex index, String text) {
    Sample sample = new Sample();
    assertThat(AddressText.parse(Slice.of(text), sample.address)).isTrue();
    sample.setAddress();
    PatternEntry entry = index.find(sample);
    return entry == null ? "-" : String.valueOf(entry.value());
  }

  @Test
  void versionsReplaceEachOtherAtOnce() throws Exception {
    PatternIndex texts = map.index(kind(Match.STR));
    map.add("a", "1", 0);
    int version = map.prepare();
    map.add("b", "2", version);
    assertThat(find(texts, "a")).isEqualTo("1");
    assertThat(find(texts, "b")).isEqualTo("-");
    assertThat(map.entries(version)).hasSize(1);
    assertThat(map.commit(version)).isTrue();
    assertThat(find(texts, "a")).isEqualTo("-");
    assertThat(find(texts, "b")).isEqualTo("2");
    assertThat(map.commit(version)).isFalse();
    assertThat(map.commit(version + 1)).isFalse();
    map.clear(version);
    assertThat(find(texts, "b")).isEqualTo("-");
  }

  @Test
  void whatNoUserCanReadChangesNothing() throws Exception {
    map.index(kind(Match.IP));
    map.offer(MapOutput.INTEGER);
    map.put("10.0.0.1", "5");
    assertThatThrownBy(() -> map.put("10.0.0.1", "five")).isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> map.put("ten", "5")).isInstanceOf(ExpressionException.class);
    assertThat(map.entries(0)).extracting(PatternEntry::value).containsExactly("5");
  }

  @Test
  void theRuntimeApiFindsByEveryUse() throws Exception {
    map.index(kind(Match.STR));
    map.index(kind(Match.SUB));
    map.add("b", "1", 0);
    List<PatternReference.Found> found = map.find("abc", new Scratch());
    assertThat(found)
        .extracting(PatternReference.Found::match)
        .containsExactly(Match.STR, Match.SUB);
    assertThat(found).extracting(one -> one.entry() != null).containsExactly(false, true);
    assertThat(found).extracting(PatternReference.Found::inTree).containsExactly(true, false);
  }

  @Test
  void numbersAreTheLowestFreeOnes() throws Exception {
    PatternReferences all = new PatternReferences();
    Place place = new Place(new Location("f", 1, 0), 0);
    PatternReference first = all.line(place, "src", List.of("a"));
    PatternReference fixed = all.line(new Place(place.location(), 1), "src", List.of("b"));
    all.number(fixed, 0);
    assertThat(all.line(place, "src", List.of("a"))).isSameAs(first);
    assertThat(all.all()).containsExactly(fixed, first);
    assertThat(all.byId(1)).isSameAs(first);
    assertThat(first.description()).isEqualTo("acl 'src' file 'f' line 1");
    assertThatThrownBy(() -> all.number(first, 0)).hasMessage("the id is already used");
  }

  @Test
  void oneFileIsEitherAMapOrAList(@TempDir Path directory) throws Exception {
    PatternReferences all = new PatternReferences();
    TestSurroundings files = new TestSurroundings();
    String path = Files.writeString(directory.resolve("m"), "a 1").toString();
    PatternReference map = all.file(path, true, files);
    assertThat(all.file(path, true, files)).isSameAs(map);
    assertThat(all.byName(path)).isSameAs(map);
    assertThatThrownBy(() -> all.file(path, false, files))
        .hasMessageContaining("is already used as two column file");
  }

  @Test
  void readersNeverMissWhatStays() throws Exception {
    PatternIndex texts = map.index(kind(Match.STR));
    map.add("stays", "here", 0);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> misses =
        CompletableFuture.supplyAsync(
            () -> {
              int missed = 0;
              while (!done.get()) {
                missed += find(texts, "stays").equals("here") ? 0 : 1;
              }
              return missed;
            });
    for (int i = 0; i < 2000; i++) {
      map.put("k" + i % 100, "v");
      map.delete("k" + i * 7 % 100);
    }
    done.set(true);
    assertThat(misses.get()).isZero();
  }
}
