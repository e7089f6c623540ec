using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>The engine's meters as Prometheus reads them.</summary>
internal sealed class MetricsPage : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);

    public MetricsPage()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name != WorkflowTelemetry.Name)
                return;
            series.TryAdd(instrument.Name, new MetricSeries(instrument));
            own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Take(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Take(instrument, value));
        listener.Start();
    }

    public void Map(IEndpointRouteBuilder routes)
        => routes.MapGet("/metrics", () => Results.Text(Text(), "text/plain; version=0.0.4", Encoding.UTF8)).RequireScope(AccessScope.Read);

    public void Dispose() => listener.Dispose();

    private string Text()
    {
        listener.RecordObservableInstruments();
        var page = new StringBuilder();
        foreach (MetricSeries one in series.Values.OrderBy(one => one.Name, StringComparer.Ordinal))
            one.Write(page);
        return page.ToString();
    }

    private void Take(Instrument instrument, double value)
    {
        if (series.TryGetValue(instrument.Name, out MetricSeries? one))
            one.Take(value);
    }
}
