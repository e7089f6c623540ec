using System.Runtime.InteropServices;

namespace RefineWorkflows.Server.Cli;

/// <summary>Ctrl-C and SIGTERM: once asks to stop between two steps, twice stops at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Signalled by the first interruption.</summary>
    public CancellationToken Token => source.Token;

    public bool HasHappened => source.IsCancellationRequested;

    /// <summary>Ends with the first interruption.</summary>
    public async Task HappensAsync() => await Task.Delay(Timeout.InfiniteTimeSpan, source.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
            Environment.Exit(ExitCode.Interrupted);
        context.Cancel = true;
        // The handler must return at once; whoever listens to the token does its work elsewhere.
        ThreadPool.QueueUserWorkItem(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }
}
