package org.xieban.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an officer is there to do; held per post. */
public enum Role {
    /** Window clerk (窗口人员): registers applications. */
    CLERK,
    /** Handler (经办人): examines cases. */
    HANDLER,
    /** Head of section (科室负责人). */
    SECTION_HEAD,
    /** Leader in charge (分管领导). */
    LEADER,
    /** Approver or chief representative (审批人/首席代表). */
    APPROVER,
    /** Inspector (执法人员). */
    INSPECTOR,
    /** Duty commander (应急指挥). */
    DUTY_COMMANDER,
    /** Supervisor (监察员): sees every case. */
    SUPERVISOR,
    /** Process analyst (流程配置员). */
    ANALYST,
    /** System administrator (系统管理员): people without their roles, departments, operations. */
    SYSTEM_ADMINISTRATOR,
    /** Security administrator (安全管理员): roles, locks, passwords. */
    SECURITY_ADMINISTRATOR,
    /** Audit administrator (审计管理员): the record. */
    AUDIT_ADMINISTRATOR;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Its name in groups and models: {@code section-head}. */
    public String code() {
        return code;
    }

    /** Its name for Spring Security: {@code ROLE_SECTION_HEAD}. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "directory.role." + name();
    }

    /**
     * Whether it is one of the three administrators (三员), whose powers GB/T 22239-2019 keeps apart: none is held
     * together with any other role.
     */
    public boolean isAdministrator() {
        return this == SYSTEM_ADMINISTRATOR || this == SECURITY_ADMINISTRATOR || this == AUDIT_ADMINISTRATOR;
    }

    /** Whether its holders have tasks of their own in cases. */
    public boolean holdsTasks() {
        return compareTo(DUTY_COMMANDER) <= 0;
    }

    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
