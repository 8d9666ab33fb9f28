/** What importing a file has to come to: the instances it gives, and the paths of what was changed and left out, in the order of the lines. */
export interface Verdict {
  readonly instances: readonly string[];
  readonly changed: readonly string[];
  readonly leftOut: readonly string[];
}

/** The verdict on each of the files in `tutorials/`. */
export const verdicts: Readonly<Record<string, Verdict>> = {
  "01-node-web-server": {
    instances: ["web"],
    changed: ["services.web.image", "services.web.ports[0]"],
    leftOut: [],
  },
  "02-python-http": {
    instances: ["site"],
    changed: ["services.site.image", "services.site.ports[0]"],
    leftOut: ["version", "services.site.volumes[0]"],
  },
  "03-nginx-static": {
    instances: [],
    changed: [],
    leftOut: ["services.web"],
  },
  "04-node-and-redis": {
    instances: [],
    changed: [],
    leftOut: ["services.counter", "services.redis"],
  },
  "05-flask-postgres": {
    instances: ["api"],
    changed: ["services.api.image"],
    leftOut: ["services.api.depends_on.db", "services.db"],
  },
  "06-mqtt-sensors": {
    instances: ["broker", "sensor-1", "sensor-2", "sensor-3"],
    changed: ["services.broker.image", "services.broker.ports[0]", "services.broker.ports[1]", "services.sensor.image"],
    leftOut: ["services.broker.volumes[0]"],
  },
  "07-wordpress": {
    instances: [],
    changed: [],
    leftOut: ["services.wordpress", "services.db"],
  },
  "08-spring-boot": {
    instances: ["app"],
    changed: ["services.app.image"],
    leftOut: ["services.app.ports[0].published", "services.app.ports[0].mode", "services.app.environment[1]"],
  },
  "09-three-tiers": {
    instances: ["frontend", "backend", "database"],
    changed: [
      "services.frontend.image",
      "services.frontend.ports[0]",
      "services.backend.image",
      "services.database.image",
    ],
    leftOut: [],
  },
  "10-env-file": {
    instances: ["worker"],
    changed: ["services.worker.image", ""],
    leftOut: ["services.worker.env_file", "services.worker.environment.TOKEN"],
  },
  "11-elasticsearch-kibana": {
    instances: [],
    changed: [],
    leftOut: ["services.elasticsearch", "services.kibana"],
  },
  "12-prometheus-grafana": {
    instances: ["app"],
    changed: ["services.app.image"],
    leftOut: ["services.app.labels", "services.prometheus", "services.grafana"],
  },
  "13-cadvisor-host": {
    instances: ["agent"],
    changed: ["services.agent.image"],
    leftOut: [
      "services.agent.privileged",
      "services.agent.pid",
      "services.agent.network_mode",
      "services.agent.devices",
      "services.agent.volumes[0]",
      "services.agent.volumes[1]",
      "services.agent.cap_add",
    ],
  },
  "14-traefik-socket": {
    instances: [],
    changed: [],
    leftOut: ["services.proxy", "services.whoami"],
  },
  "15-anchors": {
    instances: ["one", "two"],
    changed: ["x-service.image"],
    leftOut: ["services.two.logging"],
  },
  "16-scaled-workers": {
    instances: ["queue", "worker-1", "worker-2", "worker-3", "worker-4"],
    changed: ["services.queue.image", "services.worker.image"],
    leftOut: [
      "services.worker.container_name",
      "services.worker.deploy.resources.reservations",
      "services.worker.deploy.update_config",
    ],
  },
  "17-secrets": {
    instances: ["app"],
    changed: ["services.app.image"],
    leftOut: ["services.app.secrets", "services.app.configs", "secrets", "configs"],
  },
  "18-profiles": {
    instances: ["app", "debug", "seed"],
    changed: ["services.app.image", "services.debug.image", "services.seed.image"],
    leftOut: [],
  },
  "19-rabbitmq": {
    instances: ["producer", "consumer"],
    changed: ["services.producer.image", "services.consumer.image"],
    leftOut: ["services.rabbitmq", "services.producer.depends_on[0]", "services.consumer.depends_on[0]"],
  },
  "20-kafka": {
    instances: ["streams"],
    changed: ["services.streams.image"],
    leftOut: ["services.zookeeper", "services.kafka", "services.streams.depends_on[0]"],
  },
  "21-tmpfs-readonly": {
    instances: ["cache"],
    changed: ["services.cache.image", "services.cache.tmpfs"],
    leftOut: ["services.cache.tmpfs[1]"],
  },
  "22-extra-hosts": {
    instances: ["app", "db"],
    changed: ["services.app.image", "services.db.image"],
    leftOut: ["services.app.extra_hosts[0]", "services.app.extra_hosts[1]", "services.app.dns", "services.db.links"],
  },
  "23-external-network": {
    instances: ["app"],
    changed: ["services.app.image"],
    leftOut: ["networks.shared.external", "networks.shared.name", "networks.own.ipam"],
  },
  "24-bind-volume-trick": {
    instances: ["app"],
    changed: ["services.app.image"],
    leftOut: ["services.app.volumes[1].type", "volumes.data.driver_opts"],
  },
  "25-dev-watch": {
    instances: ["web"],
    changed: ["services.web.image", "services.web.ports[0]"],
    leftOut: [
      "services.web.develop",
      "services.web.attach",
      "services.web.pull_policy",
      "services.web.platform",
      "services.web.annotations",
    ],
  },
  "26-include-extends": {
    instances: ["app"],
    changed: ["services.app.image"],
    leftOut: ["include", "services.app.extends"],
  },
  "27-sleepers-ping": {
    instances: ["alice", "bob"],
    changed: ["services.alice.image", "services.bob.image"],
    leftOut: ["version", "services.bob.networks.lab.ipv4_address"],
  },
  "28-mysql-adminer": {
    instances: [],
    changed: [],
    leftOut: ["services.db", "services.adminer"],
  },
  "29-ci-job": {
    instances: ["migrate", "app"],
    changed: ["services.migrate.image", "services.app.image"],
    leftOut: ["services.app.depends_on.migrate.required", "services.app.mem_limit", "services.app.ulimits"],
  },
  "30-gpu-model": {
    instances: ["train"],
    changed: ["services.train.image"],
    leftOut: [
      "services.train.gpus",
      "services.train.shm_size",
      "services.train.ipc",
      "services.train.runtime",
      "services.train.deploy.resources.reservations",
      "models",
    ],
  },
};
