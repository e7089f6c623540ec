using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RefineWorkflows.Engine.Hosting;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>Traces and metrics to an OpenTelemetry collector, over HTTP. Made only where one is configured.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const int PatienceAtTheEnd = 3000;

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    /// <param name="endpoint">The collector, for example <c>http://localhost:4318</c>.</param>
    public OtlpExport(Uri endpoint)
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService("refine");
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(WorkflowTelemetry.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(options => To(options, endpoint, "v1/traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(WorkflowTelemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddOtlpExporter(options => To(options, endpoint, "v1/metrics"))
            .Build();
    }

    public void Dispose()
    {
        traces.ForceFlush(PatienceAtTheEnd);
        metrics.ForceFlush(PatienceAtTheEnd);
        traces.Dispose();
        metrics.Dispose();
    }

    // With this protocol an endpoint set in code is taken as it is, path included.
    private static void To(OtlpExporterOptions options, Uri endpoint, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
