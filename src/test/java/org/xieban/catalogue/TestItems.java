package org.xieban.catalogue;

import java.util.UUID;

/** A whole item of the tests' own. */
final class TestItems {

    private TestItems() {}

    static String yaml() {
        return """
                code: test-item
                implementationCode: 11411900MB1X2A0196301000000999X
                name: 测试事项
                kind: LICENCE
                caseKind: COMMITMENT
                weight: ORDINARY
                organ: {department: spj, level: CITY, powerSource: CONCENTRATED, entrustedBy: 卫生健康委员会, window: spj}
                coDepartments: [{department: scjg, matter: 现场核查意见}]
                legalBasis: [{law: 中华人民共和国食品安全法, article: 第三十五条}]
                statutoryTerm: {amount: 20, unit: WORKING_DAY, startEvent: ACCEPTANCE, legalBasis: 《中华人民共和国行政许可法》第四十二条第一款}
                promisedTerm: {amount: 7, unit: WORKING_DAY, startEvent: ACCEPTANCE, legalBasis: 服务承诺}
                applicantKinds: [ORGANISATION, PERSON]
                conditions: [有场所]
                materials:
                  - code: form
                    name: 申请书
                    form: ELECTRONIC
                    number: 1
                    required: true
                    mayFollow: false
                    sources: [{kind: APPLICANT}]
                    check: 签章
                  - code: licence
                    name: 营业执照
                    form: COPY
                    number: 1
                    required: true # second
                    mayFollow: true
                    sources: [{kind: E_LICENCE, code: business-licence, name: 电子营业执照}, {kind: APPLICANT}]
                    check: 比对
                procedure: [{name: 受理, text: 窗口受理}]
                fee: {charged: false}
                service: {place: 大厅, hours: 工作日, consult: "12345", complaint: "12345", channels: [WINDOW], visits: 1}
                result: {name: 许可证, kind: LICENCE, validity: {amount: 5, unit: YEAR}}
                processKey: administrativeApproval
                formKey: application-common
                inForce: {from: 2024-01-01}
                """;
    }

    /** The same under a code that no other test has. */
    static String yaml(String code) {
        return yaml().replace("code: test-item", "code: " + code).replace("测试事项", "测试事项 " + code);
    }

    static ItemFile file(String code) {
        return ItemFile.read("catalogue/" + code + ".yaml", yaml(code));
    }

    static String code() {
        return "test-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
