package org.xieban.demonstration;

import static org.xieban.directory.Department.Kind.INSTITUTION;
import static org.xieban.directory.Department.Kind.ORGAN;
import static org.xieban.directory.Department.Kind.UTILITY;
import static org.xieban.directory.Department.Kind.VERTICAL;
import static org.xieban.directory.Region.Level.CITY;
import static org.xieban.directory.Region.Level.COUNTY;
import static org.xieban.directory.Region.Level.TOWN;
import static org.xieban.directory.Region.Level.VILLAGE;
import static org.xieban.directory.Role.ANALYST;
import static org.xieban.directory.Role.APPROVER;
import static org.xieban.directory.Role.AUDIT_ADMINISTRATOR;
import static org.xieban.directory.Role.CLERK;
import static org.xieban.directory.Role.DUTY_COMMANDER;
import static org.xieban.directory.Role.HANDLER;
import static org.xieban.directory.Role.INSPECTOR;
import static org.xieban.directory.Role.LEADER;
import static org.xieban.directory.Role.SECTION_HEAD;
import static org.xieban.directory.Role.SECURITY_ADMINISTRATOR;
import static org.xieban.directory.Role.SUPERVISOR;
import static org.xieban.directory.Role.SYSTEM_ADMINISTRATOR;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.directory.Department;
import org.xieban.directory.Region;
import org.xieban.directory.Role;
import org.xieban.directory.administration.NewOfficer;
import org.xieban.directory.administration.NewOfficer.NewPost;

/** A city that does not exist, and those who work for it. Its region codes are none that GB/T 2260 has given away. */
final class DemonstrationPeople {

    /** The password of every demonstration account. */
    static final String PASSWORD = "xieban-demo";

    private static final String CITY_CODE = "411900";

    static final List<Region> REGIONS = List.of(
            new Region(CITY_CODE, "西平市", CITY, null, 0),
            new Region("411902", "柏城区", COUNTY, CITY_CODE, 0),
            new Region("411902001000", "柏城街道", TOWN, "411902", 0),
            new Region("411902001001", "文昌社区", VILLAGE, "411902001000", 0),
            new Region("411902001002", "护城河社区", VILLAGE, "411902001000", 0),
            new Region("411902002000", "柏亭街道", TOWN, "411902", 0),
            new Region("411902002001", "柏亭社区", VILLAGE, "411902002000", 0),
            new Region("411921", "仪封县", COUNTY, CITY_CODE, 0),
            new Region("411921100000", "五沟营镇", TOWN, "411921", 0),
            new Region("411921100200", "五沟营村", VILLAGE, "411921100000", 0),
            new Region("411921100201", "大于庄村", VILLAGE, "411921100000", 0),
            new Region("411921101000", "权寨镇", TOWN, "411921", 0),
            new Region("411921101200", "权寨村", VILLAGE, "411921101000", 0),
            new Region("411922", "棠溪县", COUNTY, CITY_CODE, 0),
            new Region("411922100000", "出山镇", TOWN, "411922", 0),
            new Region("411922100200", "龙泉村", VILLAGE, "411922100000", 0));

    static final List<Department> DEPARTMENTS = List.of(
            department("szf", "西平市人民政府办公室", "市政府办", null, ORGAN, seat("柏城区文昌路 1 号", "114.025", "33.345")),
            department("spj", "西平市行政审批局", "行政审批局", null, ORGAN, seat("柏城区龙泉路 66 号", "114.018", "33.352")),
            department("sthj", "西平市生态环境局", "生态环境局", null, ORGAN, seat("柏城区龙泉路 30 号", "114.012", "33.322")),
            department("xfjy", "西平市消防救援支队", "消防救援支队", null, VERTICAL, seat("柏亭街道工业大道 18 号", "114.08", "33.3")),
            department("scjg", "西平市市场监督管理局", "市场监管局", null, ORGAN, seat("柏城区西平大道 120 号", "114.036", "33.351")),
            department("yjgl", "西平市应急管理局", "应急管理局", null, ORGAN, seat("柏城区文昌路 88 号", "114.02", "33.34")),
            department("zfdc", "西平市政府督查室", "政府督查室", "szf", ORGAN, seat("柏城区文昌路 1 号", "114.025", "33.345")),
            department("sjj", "西平市数据局", "数据局", null, ORGAN, seat("柏城区文昌路 3 号", "114.026", "33.346")),
            department("zjj", "西平市住房和城乡建设局", "住建局", null, ORGAN, seat("柏城区建设路 15 号", "114.041", "33.338")),
            department("cgj", "西平市城市管理局", "城市管理局", null, ORGAN, seat("柏城区护城河路 9 号", "114.05", "33.34")),
            department("wjw", "西平市卫生健康委员会", "卫健委", null, ORGAN, seat("柏城区解放路 52 号", "114.022", "33.312")),
            department("rsj", "西平市人力资源和社会保障局", "人社局", null, ORGAN, seat("柏城区龙泉路 66 号", "114.018", "33.352")),
            department("mzj", "西平市民政局", "民政局", null, ORGAN, seat("柏城区解放路 20 号", "114.028", "33.318")),
            department("jyj", "西平市教育局", "教育局", null, ORGAN, seat("柏城区文昌路 40 号", "114.022", "33.342")),
            department("slj", "西平市水利局", "水利局", null, ORGAN, seat("柏城区滨河路 30 号", "114.05", "33.33")),
            department("zrzy", "西平市自然资源和规划局", "自然资源局", null, ORGAN, seat("柏城区建设路 28 号", "114.043", "33.336")),
            department("gaj", "西平市公安局", "公安局", null, ORGAN, seat("柏城区西平大道 200 号", "114.03", "33.35")),
            department("swj", "国家税务总局西平市税务局", "税务局", null, VERTICAL, seat("柏城区西平大道 88 号", "114.034", "33.349")),
            department("fgw", "西平市发展和改革委员会", "发改委", null, ORGAN, seat("柏城区文昌路 1 号", "114.025", "33.345")),
            department("jtj", "西平市交通运输局", "交通运输局", null, ORGAN, seat("柏亭街道交通路 6 号", "114.072", "33.312")),
            department(
                    "rexian",
                    "西平市12345政务服务便民热线中心",
                    "12345热线",
                    "sjj",
                    INSTITUTION,
                    seat("柏城区文昌路 3 号", "114.026", "33.346")),
            department("gsgs", "西平市供水有限公司", "供水公司", null, UTILITY, seat("柏城区滨河路 2 号", "114.046", "33.331")));

    static final List<NewOfficer> OFFICERS = List.of(
            officer("clerk.chen", "陈静", post("spj", "政务大厅综合窗口", CLERK)),
            officer("handler.li", "李明", post("spj", "审查科 科员", HANDLER)),
            officer("approver.wang", "王建国", post("spj", "副局长、首席代表", APPROVER, SECTION_HEAD, LEADER)),
            officer("env.zhao", "赵敏", post("sthj", "环评科 科长", HANDLER, APPROVER)),
            officer("fire.sun", "孙磊", post("xfjy", "防火监督科 科员", HANDLER)),
            officer("market.zhou", "周海燕", post("scjg", "信用监管科 执法人员", HANDLER, INSPECTOR)),
            officer("emergency.wu", "吴刚", post("yjgl", "应急指挥中心 值班主任", HANDLER, DUTY_COMMANDER)),
            officer("supervisor.zheng", "郑秀英", post("zfdc", "监察员", SUPERVISOR)),
            officer("analyst.feng", "冯博", post("sjj", "流程配置员", ANALYST)),
            officer("sysadmin.yu", "于洋", post("sjj", "系统管理员", SYSTEM_ADMINISTRATOR)),
            officer("secadmin.he", "何倩", post("sjj", "安全管理员", SECURITY_ADMINISTRATOR)),
            officer("auditadmin.lv", "吕伟", post("sjj", "审计管理员", AUDIT_ADMINISTRATOR)),
            officer("data.qin", "秦岚", post("sjj", "数据资源科 科员", HANDLER)),
            officer("police.xu", "许强", post("gaj", "人口管理支队 民警", HANDLER)),
            officer("credit.shen", "沈洁", post("fgw", "信用建设科 科员", HANDLER)),
            officer("land.tang", "唐宁", post("zrzy", "不动产登记中心 科员", HANDLER)),
            officer("leader.gao", "高峰", post("scjg", "副局长", SECTION_HEAD, LEADER)),
            officer("leader.fang", "方正", post("xfjy", "副支队长", SECTION_HEAD, LEADER)),
            officer("leader.jiang", "姜涛", post("yjgl", "副局长", SECTION_HEAD, LEADER)),
            officer("mayor.shao", "邵华", post("szf", "副市长", LEADER)),
            officer("inspector.han", "韩雪", post("scjg", "食品监管科 执法人员", INSPECTOR)),
            officer("inspector.luo", "罗永", post("scjg", "特种设备科 执法人员", INSPECTOR)),
            officer("inspector.cai", "蔡文", post("scjg", "信用监管科 执法人员", INSPECTOR)),
            officer("inspector.ma", "马腾", post("xfjy", "防火监督科 执法人员", INSPECTOR)),
            officer("inspector.bai", "白雪松", post("xfjy", "防火监督科 执法人员", INSPECTOR)),
            officer("inspector.du", "杜鹃", post("xfjy", "法制科 执法人员", INSPECTOR)),
            officer("inspector.jin", "金鑫", post("sthj", "生态环境综合行政执法支队 执法人员", INSPECTOR)),
            officer("inspector.yuan", "袁野", post("sthj", "生态环境综合行政执法支队 执法人员", INSPECTOR)),
            officer("inspector.shi", "石岩", post("sthj", "生态环境综合行政执法支队 执法人员", INSPECTOR)),
            officer("inspector.hao", "郝建军", post("yjgl", "安全生产执法支队 执法人员", INSPECTOR)),
            officer("inspector.pan", "潘虹", post("yjgl", "安全生产执法支队 执法人员", INSPECTOR)),
            officer("inspector.qu", "曲波", post("yjgl", "安全生产执法支队 执法人员", INSPECTOR)),
            officer("water.tian", "田野", post("slj", "水旱灾害防御科 科员", HANDLER)),
            officer("water.ding", "丁浩", post("slj", "水旱灾害防御科 科员", HANDLER)),
            officer("leader.meng", "孟涛", post("slj", "副局长", SECTION_HEAD, LEADER)),
            officer("health.lin", "林静", post("wjw", "卫生应急办公室 科员", HANDLER)),
            officer("health.su", "苏晴", post("wjw", "卫生应急办公室 科员", HANDLER)),
            officer("leader.xiao", "肖华", post("wjw", "副主任", SECTION_HEAD, LEADER)),
            officer("handler.qian", "钱敏", post("cgj", "行政审批科 科员", HANDLER), post("spj", "城管驻厅窗口", CLERK)));

    private DemonstrationPeople() {}

    private static Department department(
            String code,
            String name,
            String shortName,
            @Nullable String parent,
            Department.Kind kind,
            Department.Seat seat) {
        return new Department(code, name, shortName, CITY_CODE, parent, kind, seat, 0);
    }

    private static Department.Seat seat(String address, String longitude, String latitude) {
        return new Department.Seat(address, new BigDecimal(longitude), new BigDecimal(latitude));
    }

    private static NewOfficer officer(String login, String name, NewPost... posts) {
        return new NewOfficer(login, name, null, login + "@xiping.example", List.of(posts));
    }

    private static NewPost post(String department, String title, Role... roles) {
        return new NewPost(department, title, Set.of(roles));
    }
}
