# The gateway on Payara Micro. Build the WAR first (mvn -B -DskipTests package), then: docker build -t lakehouse-gateway .
# The tag names a version, never "latest": what runs today must run tomorrow.
FROM payara/micro:6.2025.10-jdk17

LABEL org.opencontainers.image.title="Lakehouse Gateway" \
      org.opencontainers.image.licenses="Apache-2.0"

# The image's own user. By number, so that Kubernetes can see that it is not root (runAsNonRoot).
USER 1000:1000

COPY --chown=0:0 --chmod=0444 server-config/payara/pre-boot.asadmin server-config/payara/logging.properties /etc/lakehouse-server/
COPY --chown=0:0 --chmod=0444 target/gateway.war /opt/payara/deployments/gateway.war

# Keys come in as files (docs/containers.md). A mounted file may have any mode, so nothing is refused here.
ENV GATEWAY_ENV_FILE_PATHS=/etc/lakehouse/*.env,/run/secrets/*.env

EXPOSE 8080

# Nothing is written but to /tmp: Payara Micro unpacks itself there, about 150 MB. So the root may be read-only.
VOLUME /tmp

# Live, not ready: a container without a key yet is no reason to restart it.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["sh", "-c", "wget -q -O /dev/null http://127.0.0.1:8080/health/live || curl -fsS -o /dev/null http://127.0.0.1:8080/health/live"]

# The image starts java -jar payara-micro.jar with these.
CMD ["--deploy", "/opt/payara/deployments/gateway.war", "--contextroot", "/", "--nocluster", "--disablephonehome", \
     "--logproperties", "/etc/lakehouse-server/logging.properties", \
     "--prebootcommandfile", "/etc/lakehouse-server/pre-boot.asadmin"]
