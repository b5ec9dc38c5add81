package org.xieban.sources;

import java.util.List;
import java.util.UUID;

/** Resources as tests need them. */
public final class TestResources {

    private TestResources() {}

    /** A code that nobody has. */
    public static String code() {
        return "test-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Asked by a credit code; answers a name, a status and a telephone, the last of class 3. */
    public static DataResource of(String code, DataResource.Sharing sharing) {
        return new DataResource(
                code,
                "测试资源 " + code,
                "scjg",
                sharing,
                sharing == DataResource.Sharing.OPEN ? null : "须经授权",
                "测试条例",
                DataResource.UpdateCycle.DAILY,
                "全天",
                5,
                30,
                List.of(
                        field("creditCode", true, 1, FieldFormat.CREDIT_CODE, "applicant.idNumber"),
                        field("name", false, 1, FieldFormat.ANY, "applicant.name"),
                        field("status", false, 1, FieldFormat.ANY, null),
                        field("phone", false, 3, FieldFormat.ANY, null)));
    }

    /** Asked by a sensor, answers what it measures and when, as the table that is published; open to all. */
    public static String sensors(String code) {
        return ResourceTable.write(List.of(new DataResource(
                code,
                "测试体征 " + code,
                "scjg",
                DataResource.Sharing.OPEN,
                null,
                "测试条例",
                DataResource.UpdateCycle.REAL_TIME,
                "全天",
                5,
                30,
                List.of(
                        field("sensor", true, 1, FieldFormat.ANY, null),
                        field("value", false, 1, FieldFormat.ANY, null),
                        field("at", false, 1, FieldFormat.ANY, null)))));
    }

    private static DataResource.Field field(
            String name, boolean key, int dataClass, FieldFormat format, String caseFact) {
        return new DataResource.Field(
                name,
                name,
                DataResource.Field.Type.TEXT,
                null,
                dataClass,
                dataClass > 1,
                key,
                !name.equals("phone"),
                format,
                caseFact);
    }
}
