using Microsoft.Extensions.Logging;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Llama;
using RefineWorkflows.Refinement.Backends.Sharing;

namespace RefineWorkflows.Server.Composition;

/// <summary>
/// The graphics cards that configured back ends share. A back end that is alone on its
/// card needs no turns. Two that speak to one server about the same model are one there: what frees the one frees the other.
/// </summary>
internal sealed class SharedDevices : IDisposable
{
    private readonly Dictionary<string, GpuSeat> seats = new(StringComparer.Ordinal);

    /// <param name="options">How each of them is shared.</param>
    /// <param name="servers">The back ends.</param>
    /// <param name="log">Where phases and doubts are told.</param>
    /// <param name="time">The clock.</param>
    public SharedDevices(GpuDeviceOptions options, IReadOnlyList<ModelServer> servers, ILogger log, TimeProvider time)
    {
        List<GpuDevice> devices = [];
        foreach (IGrouping<string, ModelServer> group in servers
            .Where(one => one.ResidentAsync is not null && DeviceGroup.Of(one.Settings) is not null)
            .GroupBy(one => DeviceGroup.Of(one.Settings)!, StringComparer.Ordinal))
        {
            (GpuMember Member, string[] Names)[] members = [.. group.GroupBy(one => ModelOf(one.Settings)).Select(one => (Member([.. one]), one.Select(server => server.Settings.Name).ToArray()))];
            if (members is [{ Member.NeedsLease: false }])
                continue;
            var device = new GpuDevice(group.Key, options, [.. members.Select(one => one.Member)], time, log);
            devices.Add(device);
            foreach ((GpuMember member, string[] names) in members)
            {
                foreach (string name in names)
                    seats[name] = new GpuSeat(device, member.Name);
            }
        }

        All = devices;
    }

    public IReadOnlyList<GpuDevice> All { get; }

    /// <summary>The place of a back end at the card that it shares; null when it shares none.</summary>
    public GpuSeat? SeatOf(string backEnd) => seats.GetValueOrDefault(backEnd);

    public void Dispose()
    {
        foreach (GpuDevice device in All)
            device.Dispose();
    }

    /// <summary>What is loaded and given back as one. ComfyUI and WebUI free all that they have at once.</summary>
    private static (BackEndKind Kind, Uri Address, string? Model) ModelOf(BackEndSettings settings)
        => (settings.Kind, settings.Address, settings.Kind is BackEndKind.ComfyUi or BackEndKind.WebUi ? null : settings.Kind is BackEndKind.LlamaServer ? settings.Name : settings.Model);

    private static GpuMember Member(IReadOnlyList<ModelServer> same)
    {
        ModelServer first = same.MaxBy(one => one.Settings.Vram ?? 0)!;
        return new GpuMember(
            first.Settings.Name,
            first.Chat is LlamaServer llama ? llama.Need : first.Settings.Vram is { } gib ? (long)(gib * (1L << 30)) : null,
            first.ResidentAsync!,
            first.AskAsync,
            first.Settings.Kind == BackEndKind.LlamaServer);
    }
}
