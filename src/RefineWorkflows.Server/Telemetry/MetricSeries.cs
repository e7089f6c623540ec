using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>What one instrument has measured so far.</summary>
internal sealed class MetricSeries(Instrument instrument)
{
    // Seconds: from a tenth of a millisecond, which a lone burst needs, to a queue of a minute.
    private static readonly double[] Bounds = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60];

    private readonly Lock gate = new();
    private readonly long[] buckets = new long[Bounds.Length];
    private readonly string kind = instrument switch
    {
        Histogram<double> => "histogram",
        Counter<long> => "counter",
        _ => "gauge",
    };

    private double sum;
    private long count;

    /// <summary>The name by Prometheus's rules: no dots, the unit or the kind at the end.</summary>
    public string Name { get; } = instrument.Name.Replace('.', '_') + instrument switch
    {
        Counter<long> => "_total",
        Histogram<double> => "_seconds",
        _ => "",
    };

    public void Take(double value)
    {
        lock (gate)
        {
            // An observed value is the whole truth; all others add up.
            sum = instrument.IsObservable ? value : sum + value;
            count++;
            for (int i = 0; i < Bounds.Length && kind == "histogram"; i++)
                buckets[i] += value <= Bounds[i] ? 1 : 0;
        }
    }

    public void Write(StringBuilder page)
    {
        lock (gate)
        {
            page.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {instrument.Description}\n# TYPE {Name} {kind}\n");
            if (kind != "histogram")
            {
                page.Append(CultureInfo.InvariantCulture, $"{Name} {sum}\n");
                return;
            }

            for (int i = 0; i < Bounds.Length; i++)
                page.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"{Bounds[i]}\"}} {buckets[i]}\n");
            page.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"+Inf\"}} {count}\n{Name}_sum {sum}\n{Name}_count {count}\n");
        }
    }
}
