package org.xieban.inspection.visit;

/**
 * What was found of an item at a visit.
 *
 * @param item code of the list
 * @param department code of the department whose item it is
 * @param finding in the inspectors' words; empty where nothing was found
 */
public record ItemResult(String item, String department, ResultKind kind, String finding) {}
