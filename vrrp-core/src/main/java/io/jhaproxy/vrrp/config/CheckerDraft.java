package io.jhaproxy.vrrp.config;

/** What is remembered of a health check while it is being read. */
final class CheckerDraft {
  String name = "";
  boolean hasUrl;
  boolean hasPath;
  boolean hasFile;
  boolean refused;

  void start(String keyword) {
    name = keyword;
    hasUrl = false;
    hasPath = false;
    hasFile = false;
    refused = false;
  }
}
