package org.xieban.directory;

/**
 * A department serves another region, or stands under another department; published in the transaction that wrote it.
 *
 * @param before as it was
 * @param after as it is
 */
public record DepartmentMoved(Department before, Department after) {}
