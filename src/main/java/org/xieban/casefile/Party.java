package org.xieban.casefile;

import org.xieban.catalogue.ServiceItem.ApplicantKind;

/** An applicant as everybody sees him who may see the case: names of persons and all numbers masked. */
public record Party(ApplicantKind kind, String name, String idNumber, String phone) {}
