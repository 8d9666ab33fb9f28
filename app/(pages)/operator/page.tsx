import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/auth/current-user";
import { PageFrame } from "#app/frame/page-frame";
import { OperatorPage } from "#app/operator/operator-page";

export const metadata: Metadata = { title: "Operator" };

export default async function OperatorsPage() {
  const user = await requireUser("/operator");
  if (!user.operator) notFound();
  return (
    <PageFrame
      user={user}
      width="wide"
      title="Operator"
      summary="What this machine does at the moment, for whom, and how much of it may be used."
    >
      <OperatorPage />
    </PageFrame>
  );
}
