package org.xieban.inspection.penalty;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PenaltySettings.class)
class PenaltyConfiguration {}
