namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>The place of one back end at the device that it shares with others.</summary>
/// <param name="device">The device.</param>
/// <param name="member">What the settings call the back end.</param>
public sealed class GpuSeat(GpuDevice device, string member)
{
    /// <summary>Calls the back end once it has the device.</summary>
    /// <param name="call">The call; must not ask for the device again.</param>
    /// <param name="cancellationToken">Stops waiting, or is passed on to the call.</param>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) => device.RunAsync(member, call, cancellationToken);
}
