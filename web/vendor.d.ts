// What we use of the vendored libraries, for the type checker.

declare module "preact" {
  export type Child = object | string | number | boolean | null | undefined;
  export function h(type: unknown, props: object | null, ...children: Child[]): object;
  export function render(node: object, parent: Element): void;
}

declare module "preact/hooks" {}

declare module "htm" {
  const htm: { bind(h: Function): (parts: TemplateStringsArray, ...values: unknown[]) => object };
  export default htm;
}

declare module "@preact/signals" {
  export interface Signal<T> {
    value: T;
    peek(): T;
  }
  export function signal<T>(value: T): Signal<T>;
  export function computed<T>(compute: () => T): { readonly value: T };
  export function effect(run: () => void | (() => void)): () => void;
  export function batch<T>(run: () => T): T;
}

declare module "@fluent/bundle" {
  export class FluentResource {
    constructor(source: string);
  }
  export class FluentBundle {
    constructor(locales: string | string[], options?: { useIsolating?: boolean });
    addResource(resource: FluentResource): Error[];
    getMessage(id: string): { value: object | null } | undefined;
    formatPattern(pattern: object, args?: object | null, errors?: Error[] | null): string;
  }
}
