package io.jhaproxy.core.mail;

import io.jhaproxy.core.config.Address;

/** {@code mailer NAME ADDRESS:PORT}. */
public record MailerModel(String name, Address address) {}
