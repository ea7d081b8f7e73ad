package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Inventory;
import java.util.List;

/**
 * A generation with what belongs to it alone.
 *
 * @param number from 1
 * @param sinceMillis wall clock of its begin
 * @param stats the statistics of its proxies
 * @param variables variables of the process, under its names
 * @param warnings what works but deserves a look, as the text of WARNING lines
 * @param unfinished what is right but not implemented
 * @param inventory what the configuration has by name, as its files say
 */
record Running(
    int number,
    long sinceMillis,
    Generation generation,
    LiveStats stats,
    ProcessVariables variables,
    List<String> warnings,
    List<String> unfinished,
    List<Inventory.Item> inventory) {}
