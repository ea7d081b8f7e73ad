package io.jhaproxy.core.acl;

import java.util.Map;
import java.util.TreeMap;

/** The names that stand for a fetch with a matching method in ACLs (manual 7.1 and 7.3). */
public final class AclForms {
  private static final String METHODS = "str beg dir dom end len reg sub";

  private AclForms() {}

  /** The method that a name implies, by name; the name is a fetch with or without a suffix. */
  public static Map<String, String> methods() {
    Map<String, String> forms = new TreeMap<>();
    for (String fetch : "base cook hdr path scook shdr url urlp".split(" ")) {
      for (String method : METHODS.split(" ")) {
        forms.put(method.equals("str") ? fetch : fetch + "_" + method, method);
      }
    }
    for (String text :
        "http_auth_group method req_rdp_cookie req_ssl_sni req_ver resp_ver".split(" ")) {
      forms.put(text, "str");
    }
    forms.put("payload", "bin");
    forms.put("payload_lv", "bin");
    for (String number : "req.ssl_ver req_rdp_cookie_cnt req_ssl_ver".split(" ")) {
      forms.put(number, "int");
    }
    forms.put("ssl_fc_sni_end", "end");
    forms.put("ssl_fc_sni_reg", "reg");
    return forms;
  }
}
