namespace RefineWorkflows.Refinement.Backends;

/// <summary>Tells by its words that a server ran out of memory; none of them has a status or a code for it.</summary>
internal static class MemoryWords
{
    private static readonly string[] Known = ["out of memory", "outofmemory", "more system memory", "unable to allocate", "failed to allocate"];

    public static bool Tell(string said) => Known.Any(words => said.Contains(words, StringComparison.OrdinalIgnoreCase));
}
