package org.xieban.approval;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Registration;
import org.xieban.catalogue.ServiceItem;

/** Somebody whom the demonstration city's departments know, who applies for what they know everything about. */
@Component
class KnownApplicant {

    static final String NUMBER = "11010519491231002X";

    /** Where the register of real property says that she lives. */
    static final String PLACE = "西平市柏城区文昌社区8号楼302";

    private final Office office;
    private final CaseFiles cases;

    KnownApplicant(Office office, CaseFiles cases) {
        this.office = office;
        this.cases = cases;
    }

    /** Applies for housing, with none of its five materials; the number of her case. */
    String applies(String address) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("matter", "申请保障");
        form.put("place", "411902");
        form.put("address", address);
        form.put("preferredDelivery", "WINDOW");
        form.put("truthful", true);
        Applicant applicant = new Applicant(ServiceItem.ApplicantKind.PERSON, "何春燕", NUMBER, "13800138000");
        return office.as(
                        Office.CLERK,
                        () -> cases.register(
                                new Registration("housing-eligibility", applicant, null, form, null, null, null)))
                .number();
    }
}
