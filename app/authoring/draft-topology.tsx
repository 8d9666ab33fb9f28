"use client";
import { Lock } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { memoryText } from "#app/authoring/memory-text";
import { lineOfService, restingInstance } from "#app/authoring/resting-instance";
import { arrange, type Box } from "#app/workspace/topology/arrangement";
import { BrowserBox } from "#app/workspace/topology/browser-box";
import { BusLines } from "#app/workspace/topology/bus-lines";
import { useWidth } from "#app/workspace/topology/use-width";
import { composePath } from "#shared/authoring/draft";
import type { Experiment, Service } from "#shared/experiment/experiment";

/** The hosts on their network as a student will see them; a click goes to the host's line. */
export function DraftTopology({ experiment }: { experiment: Experiment }) {
  const t = useTranslations("authoring.topology");
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 440);
  const instances = experiment.services.map(restingInstance);
  const plan = arrange(instances, width);
  return (
    <div ref={box}>
      <div className="relative mx-auto" style={{ width: plan.width, height: plan.height }}>
        <BusLines plan={plan} instances={instances} />
        <BrowserBox at={plan.browser}>{t("browser")}</BrowserBox>
        {plan.hosts.map((host) => {
          const service = experiment.services[host.index];
          return service === undefined ? null : <Host key={service.name} host={host} service={service} />;
        })}
      </div>
      <ServiceList experiment={experiment} />
    </div>
  );
}

function Host({ host, service }: { host: Box; service: Service }) {
  const t = useTranslations("authoring.topology");
  const go = useGoTo(service.family);
  const shown = new Set(service.show.map(({ port }) => port));
  return (
    <button
      type="button"
      title={t("goTo", { name: service.name })}
      onClick={go}
      className="absolute flex flex-col overflow-hidden rounded-md border border-line-strong bg-raised px-2 pt-1 text-left hover:border-accent"
      style={{ left: host.x, top: host.y, width: host.width, height: host.height }}
    >
      <span className="flex items-center gap-1.5">
        <span className="truncate font-medium">{service.name}</span>
        {service.locked ? <Lock aria-label={t("locked")} size={11} className="shrink-0 text-faint" /> : null}
      </span>
      <span className="block truncate font-mono text-xs text-muted">{service.image.replace("varlab/", "")}</span>
      <span className="flex gap-1.5 overflow-hidden font-mono text-xs">
        {service.ports.map((port) => (
          <span key={port} className={shown.has(port) ? "text-accent-text" : "text-muted"}>
            :{port}
            {shown.has(port) ? " ↗" : ""}
          </span>
        ))}
      </span>
    </button>
  );
}

/** What the drawing has no room for, in words. */
function ServiceList({ experiment: { services, networks } }: { experiment: Experiment }) {
  const t = useTranslations("authoring.topology");
  return (
    <ul aria-label={t("services")} className="mx-3 mb-3 flex flex-col divide-y divide-line border-t border-line">
      {services.map((service) => (
        <ServiceRow key={service.name} service={service} several={networks.length > 1} />
      ))}
    </ul>
  );
}

function ServiceRow({ service, several }: { service: Service; several: boolean }) {
  const go = useGoTo(service.family);
  const facts = useFacts(service, several);
  return (
    <li className="py-2">
      <button type="button" onClick={go} className="font-medium text-text hover:text-accent-text hover:underline">
        {service.name}
      </button>
      {service.description === "" ? null : <span className="ml-2 text-muted">{service.description}</span>}
      <p className="text-sm text-faint">{facts.join(" · ")}</p>
    </li>
  );
}

function useGoTo(service: string): () => void {
  const { openFiles } = useAuthoring();
  const compose = useDesk((state) => state.files.get(composePath)?.text ?? "");
  return () => openFiles.open(composePath, { line: lineOfService(compose, service), column: 1 });
}

function useFacts(service: Service, several: boolean): string[] {
  const t = useTranslations("authoring.topology");
  const language = useLocale();
  const networks = service.networks.map(({ network }) => network);
  const after = service.dependsOn.map(({ service: name }) => name).join(", ");
  return [
    service.artifact === null ? t("nothingDeployed") : t("runs", { artifact: service.artifact }),
    several ? t("on", { networks: new Intl.ListFormat(language).format(networks) }) : "",
    after === "" ? "" : t("after", { services: after }),
    service.healthcheck === null ? "" : t("healthCheck"),
    service.restart.policy === "no" ? "" : t("restarts", { policy: service.restart.policy }),
    service.autostart ? t("autostart") : "",
    service.locked ? t("lockedFact") : "",
    memoryText(service.limits.memoryBytes, language),
  ].filter((fact) => fact !== "");
}
