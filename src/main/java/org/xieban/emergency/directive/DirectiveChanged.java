package org.xieban.emergency.directive;

/**
 * A directive was given, or something of it has changed: acknowledged, passed on, reported, supported, completed or
 * withdrawn; published in the transaction that did it.
 *
 * @param eventCaseNo number of the event's case
 * @param number of the directive
 */
public record DirectiveChanged(String eventCaseNo, String number) {}
