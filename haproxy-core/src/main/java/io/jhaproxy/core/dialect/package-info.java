/**
 * The language of HAProxy 1.3 to 2.5 where 2.6 has dropped it: each old line is written again in
 * the language of 2.6 and then read as that. Read {@link io.jhaproxy.core.dialect.OldForms} first,
 * then {@link io.jhaproxy.core.dialect.HeaderLines} for the {@code req*} and {@code rsp*} rules,
 * and {@link io.jhaproxy.core.dialect.Modernizer}, which prints a whole file anew.
 */
@NullMarked
package io.jhaproxy.core.dialect;

import org.jspecify.annotations.NullMarked;
