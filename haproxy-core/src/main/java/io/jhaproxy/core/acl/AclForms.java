package io.jhaproxy.core.acl;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names that stand for a fetch with a matching method in ACLs (manual 7.1 and 7.3). */
public final class AclForms {
  private static final Map<String, Form> FORMS = forms();

  private AclForms() {}

  /**
   * What a name stands for.
   *
   * @param fetch name of the fetch
   * @param match how its values are compared
   */
  public record Form(String fetch, Match match) {}

  /** All names in order. */
  public static Map<String, Form> all() {
    return FORMS;
  }

  /** What a name stands for, or null if it is no such name. */
  static @Nullable Form of(String name) {
    return FORMS.get(name);
  }

  private static Map<String, Form> forms() {
    Map<String, Form> forms = new TreeMap<>();
    Match[] methods = {
      Match.STR, Match.BEG, Match.DIR, Match.DOM, Match.END, Match.LEN, Match.REG, Match.SUB
    };
    String[] texts = {
      "base base",
      "cook req.cook",
      "hdr req.hdr",
      "path path",
      "scook res.cook",
      "shdr res.hdr",
      "url url",
      "urlp urlp"
    };
    for (String pair : texts) {
      String name = pair.split(" ")[0];
      for (Match match : methods) {
        String suffix = match == Match.STR ? "" : "_" + match.word();
        forms.put(name + suffix, new Form(pair.split(" ")[1], match));
      }
    }
    String[] others = {
      "http_auth_group http_auth_group STR",
      "method method STR",
      "payload req.payload BIN",
      "payload_lv req.payload_lv BIN",
      "req.ssl_ver req.ssl_ver INT",
      "req_rdp_cookie req.rdp_cookie STR",
      "req_rdp_cookie_cnt req.rdp_cookie_cnt INT",
      "req_ssl_sni req.ssl_sni STR",
      "req_ssl_ver req.ssl_ver INT",
      "req_ver req.ver STR",
      "resp_ver res.ver STR",
      "ssl_fc_sni_end ssl_fc_sni END",
      "ssl_fc_sni_reg ssl_fc_sni REG"
    };
    for (String line : others) {
      String[] words = line.split(" ");
      forms.put(words[0], new Form(words[1], Match.valueOf(words[2])));
    }
    return forms;
  }
}
