# One image, four commands (see docker-compose.yml).
FROM node:22-bookworm-slim
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1 NODE_ENV=production
COPY . .
RUN npm ci --include=dev --no-fund --no-audit && npm run build
RUN mkdir /data && chown node /data
USER node
