# syntax=docker/dockerfile:1
# The gateway on Payara Micro and Java 25: docker build -t lakehouse-gateway .  A clean clone is enough.
# Tags name a version, never "latest": what runs today must run tomorrow.
# On the builder's own platform, whatever the image's: a WAR is the same on all of them, and nothing has to be emulated.
FROM --platform=$BUILDPLATFORM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY src/main src/main
# The tests ran in CI; none of their sources is here.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip -Djacoco.skip package && \
    mvn -B -ntp dependency:copy -Dartifact=fish.payara.extras:payara-micro:6.2025.10 -Dmdep.stripVersion -DoutputDirectory=target

FROM eclipse-temurin:25.0.1_8-jre

LABEL org.opencontainers.image.title="Lakehouse Gateway" \
      org.opencontainers.image.licenses="Apache-2.0"

# By number, so that Kubernetes can see that it is not root (runAsNonRoot).
USER 1000:1000

COPY --from=build --chown=0:0 --chmod=0444 /build/target/payara-micro.jar /build/target/gateway.war /opt/lakehouse/
COPY --chown=0:0 --chmod=0444 server-config/payara/pre-boot.asadmin server-config/payara/post-deploy.asadmin \
     server-config/payara/logging.properties server-config/payara/jvm.options /opt/lakehouse/

# Keys come in as files (docs/containers.md). A mounted file may have any mode, so nothing is refused here.
ENV GATEWAY_ENV_FILE_PATHS=/etc/lakehouse/*.env,/run/secrets/*.env

# Audits go to /tmp with the rest, and so with the container. To keep them, mount a volume that user 1000 may write to, and name it.
ENV GATEWAY_AUDIT_DIRECTORY=/tmp/audits

EXPOSE 8080

# Nothing is written but to /tmp: Payara Micro unpacks itself there, about 150 MB. So the root may be read-only.
VOLUME /tmp

# Live, not ready: a container without a key yet is no reason to restart it. By the shell: the image has no curl.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ code _ <&3 && [ \"$code\" = 200 ]"]

# Java itself is the first process, so that SIGTERM reaches it. Half of the container's memory is heap; JDK_JAVA_OPTIONS can say otherwise.
ENTRYPOINT ["java", "@/opt/lakehouse/jvm.options", "-XX:InitialRAMPercentage=50", "-XX:MaxRAMPercentage=50", "-Djava.io.tmpdir=/tmp", \
    "-jar", "/opt/lakehouse/payara-micro.jar"]
CMD ["--deploy", "/opt/lakehouse/gateway.war", "--contextroot", "/", "--nocluster", "--disablephonehome", \
     "--logproperties", "/opt/lakehouse/logging.properties", \
     "--prebootcommandfile", "/opt/lakehouse/pre-boot.asadmin", \
     "--postdeploycommandfile", "/opt/lakehouse/post-deploy.asadmin"]
