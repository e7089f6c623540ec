namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Which back ends share a device.</summary>
public static class DeviceGroup
{
    /// <summary>What the group of this machine is called.</summary>
    public const string ThisMachine = "localhost";

    /// <summary>The group of a back end where nobody named one: the host of its address, all addresses of the loopback being one.</summary>
    public static string Of(Uri address) => address.IsLoopback ? ThisMachine : address.IdnHost.ToLowerInvariant();
}
