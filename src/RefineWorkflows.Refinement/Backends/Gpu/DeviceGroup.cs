namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Which back ends share a device.</summary>
public static class DeviceGroup
{
    /// <summary>What the group of this machine is called.</summary>
    public const string ThisMachine = "localhost";

    /// <summary>What settings write for a back end that shares no device.</summary>
    public const string None = "none";

    /// <summary>
    /// The group of a back end: the one it names, else by its address; null when it shares no device. Servers of OpenAI's
    /// language are often clouds: they take part where the settings say how much memory they need, or name a group.
    /// </summary>
    public static string? Of(BackEndSettings settings) => settings switch
    {
        { Group: { } named } => named.Equals(None, StringComparison.OrdinalIgnoreCase) ? null : named.ToLowerInvariant(),
        { Kind: BackEndKind.ComfyUi or BackEndKind.WebUi or BackEndKind.Ollama } => Of(settings.Address),
        { Kind: BackEndKind.LlamaServer } => ThisMachine,
        { Kind: BackEndKind.OpenAiChat or BackEndKind.OpenAiImages, Vram: not null } => Of(settings.Address),
        _ => null,
    };

    /// <summary>The group of a back end where nobody named one: the host of its address, all addresses of the loopback being one.</summary>
    public static string Of(Uri address) => address.IsLoopback ? ThisMachine : address.IdnHost.ToLowerInvariant();
}
