using Microsoft.Extensions.Hosting;

namespace RefineWorkflows.Server.Web;

/// <summary>A lifetime without signals: whoever started the server ends it.</summary>
internal sealed class EndsWhenTold : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
