# syntax=docker/dockerfile:1
# A tag may be moved: give the digest that you have checked, --build-arg NODE_IMAGE=node:24.21.0-slim@sha256:…
ARG NODE_IMAGE=node:24.21.0-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY vendor ./vendor
RUN npm ci
COPY scripts ./scripts
COPY templates ./templates
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="botdigest" \
      org.opencontainers.image.description="Sends people the numbers of their ChatBot.com bots" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/vendor ./vendor
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY templates ./templates
COPY config.example.yaml LICENSE ./

# Everything that is written goes below /data; the rest of the file system may be read-only.
RUN install -d -o node -g node /data
# A new volume has the owner of the folder that it covers: docs/compose.yaml mounts one there.
RUN install -d -o node -g node /data/exports
VOLUME /data
WORKDIR /data
USER node

# node is process 1: botdigest handles SIGTERM and SIGINT itself and starts no children.
STOPSIGNAL SIGTERM
# Asks the service where server.listen puts it by default; docs/operations.md says how to ask elsewhere.
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["start"]
