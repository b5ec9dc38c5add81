package org.xieban.demonstration;

import java.util.List;

/** Those of the demonstration of whom the product promises that they can finish every item. */
public final class TheTwelve {

    public static final List<String> LOGINS = List.of(
            "clerk.chen",
            "handler.li",
            "approver.wang",
            "env.zhao",
            "fire.sun",
            "market.zhou",
            "emergency.wu",
            "supervisor.zheng",
            "analyst.feng",
            "sysadmin.yu",
            "secadmin.he",
            "auditadmin.lv");

    private TheTwelve() {}
}
