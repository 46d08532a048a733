import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { Button } from "./Button.tsx";
import style from "./ErrorBoundary.module.css";

interface ErrorBoundaryProps {
  /** The pane's name, in the page's language. */
  readonly pane: string;
  readonly children: ReactNode;
}

/** Keeps a pane that fails from taking the page with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <PaneFailed pane={this.props.pane} error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

function PaneFailed({ pane, error, onRetry }: { pane: string; error: Error; onRetry: () => void }) {
  const t = useTranslate();
  return (
    <div className={style.failed} role="alert">
      <p>{t("pane.failed", { pane })}</p>
      <pre>{error.message}</pre>
      <div className={style.actions}>
        <Button onClick={onRetry}>{t("action.tryAgain")}</Button>
        <Button onClick={() => void navigator.clipboard?.writeText(`${error.message}\n${error.stack ?? ""}`)}>
          {t("action.copyReport")}
        </Button>
      </div>
    </div>
  );
}
