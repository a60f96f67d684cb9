/** What the address of a page says. */
export interface PageProps {
  readonly stack: string;
  /** what the page is about, where it is about one thing: a run, an execution, a command, an instance */
  readonly id: string;
}
